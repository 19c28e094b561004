using System.ComponentModel.DataAnnotations;
using RootWatch.Bridge.Settings;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Enrichment;

/// <summary>What people call the accounts. Section <c>Accounts</c>. The policy's <c>accounts</c> name them, too.</summary>
public sealed class AccountOptions : IValidatableObject, ICheckedSettings
{
    public const string SectionName = "Accounts";

    /// <summary>Names by the accounts' 12 digits; they go before the policy's. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Names { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The key of the tag that holds an account's name in AWS Organizations, for accounts without a name here or in the policy; asked for once a day. Default: none, and Organizations is not asked.</summary>
    public string? OrganizationsTag { get; set; }

    /// <summary>Another endpoint of AWS Organizations than the partition's own. Default: none.</summary>
    public Uri? OrganizationsServiceUrl { get; set; }

    IEnumerable<UnusableSetting> ICheckedSettings.Unusable =>
        Names.Select(name => UnusableSetting.OfReference($"Accounts:Names:{name.Key}", name.Value, "account names"))
            .Append(UnusableSetting.OfReference("Accounts:OrganizationsTag", OrganizationsTag, "account names"))
            .OfType<UnusableSetting>();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Names.Keys.Where(account => !AccountId.Fits(account))
            .Select(account => new ValidationResult($"Accounts:Names has \"{account}\"; a name belongs to an account's 12 digits, as in Accounts:Names:111122223333."));
}
