using System.ComponentModel.DataAnnotations;
using MaxMind.Db;
using RootWatch.Bridge.Settings;

namespace RootWatch.Bridge.Enrichment;

/// <summary>MaxMind's databases of addresses, read from files: nothing is asked over the network. Section <c>GeoLite2</c>.</summary>
public sealed class GeoLite2Options : IValidatableObject, ICheckedSettings
{
    public const string SectionName = "GeoLite2";
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(2);

    /// <summary>GeoLite2-Country.mmdb, or GeoLite2-City.mmdb. Default: none, and no country is told.</summary>
    public string? CountryPath { get; set; }

    /// <summary>GeoLite2-ASN.mmdb. Default: none, and no network's owner is told.</summary>
    public string? AsnPath { get; set; }

    IEnumerable<UnusableSetting> ICheckedSettings.Unusable => new[]
    {
        UnusableSetting.OfReference("GeoLite2:CountryPath", CountryPath, "countries"),
        UnusableSetting.OfReference("GeoLite2:AsnPath", AsnPath, "network owners"),
    }.OfType<UnusableSetting>();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        new[] { FaultOf(nameof(CountryPath), CountryPath), FaultOf(nameof(AsnPath), AsnPath) }.OfType<ValidationResult>();

    private static ValidationResult? FaultOf(string setting, string? path)
    {
        try
        {
            var opening = AddressBook.OpenAsync(path);
            if (opening.Wait(LongestStart))
            {
                opening.Result?.Dispose();
            }

            // A file that hangs is not known to be wrong; alerts go out without it.
            return null;
        }
        catch (AggregateException failure) when (failure.InnerException is IOException or UnauthorizedAccessException or InvalidDatabaseException)
        {
            var problem = failure.InnerException;
            return new ValidationResult($"{SectionName}:{setting} is \"{path}\", which cannot be used: {problem.Message}", [setting]);
        }
    }
}
