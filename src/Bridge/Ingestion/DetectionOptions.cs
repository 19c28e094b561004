using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Settings;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Ingestion;

/// <summary>What the organization says of its own, and what is known from before. Section <c>Detection</c>.</summary>
public sealed class DetectionOptions : IValidatableObject, ICheckedSettings
{
    public const string SectionName = "Detection";

    /// <summary>The file that holds the policy, as policy.schema.json describes it. Default: none, and the catalogue holds everywhere.</summary>
    public string? PolicyPath { get; set; }

    /// <summary>The file that holds the accounts' profiles, as <c>rootwatch scan --learn</c> writes it. Default: none, and nothing is usual yet.</summary>
    public string? ProfilesPath { get; set; }

    IEnumerable<UnusableSetting> ICheckedSettings.Unusable => new[]
    {
        UnusableSetting.OfReference("Detection:PolicyPath", PolicyPath, "policy"),
        UnusableSetting.OfReference("Detection:ProfilesPath", ProfilesPath, "profiles"),
    }.OfType<UnusableSetting>();

    /// <exception cref="PolicyException">The file is no policy.</exception>
    public DetectionPolicy Policy() =>
        string.IsNullOrEmpty(PolicyPath) || Secret.IsUnresolved(PolicyPath) ? DetectionPolicy.None : DetectionPolicy.Parse(File.ReadAllBytes(PolicyPath), PolicyPath);

    public AccountProfiles Profiles() =>
        string.IsNullOrEmpty(ProfilesPath) || Secret.IsUnresolved(ProfilesPath) ? AccountProfiles.None : AccountProfiles.Parse(File.ReadAllBytes(ProfilesPath));

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        new[] { FaultOf(nameof(PolicyPath), PolicyPath, Policy), FaultOf(nameof(ProfilesPath), ProfilesPath, Profiles) }.OfType<ValidationResult>();

    private static ValidationResult? FaultOf<T>(string setting, string? value, Func<T> read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception problem) when (problem is PolicyException or JsonException or IOException or UnauthorizedAccessException)
        {
            return new ValidationResult($"{SectionName}:{setting} is \"{value}\", which cannot be used: {problem.Message}", [setting]);
        }
    }
}
