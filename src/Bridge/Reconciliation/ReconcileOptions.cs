using System.ComponentModel.DataAnnotations;
using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Settings;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Reconciliation;

/// <summary>Whether and how AWS itself is asked for what EventBridge did not bring. Section <c>Reconcile</c>. With nothing set: AWS is not asked.</summary>
public sealed class ReconcileOptions : IValidatableObject, ICheckedSettings
{
    public const string SectionName = "Reconcile";

    private const int ShortestExternalId = 2;
    private const int LongestExternalId = 1224;
    private const int LongestRoleName = 64;

    /// <summary>What is off where a setting here cannot be used.</summary>
    internal const string Everything = "reconciliation";

    /// <summary>The external id that the accounts' reader roles ask for. Default: none, and AWS is not asked.</summary>
    public string? ExternalId { get; set; }

    /// <summary>The name of the role in each account. Default: rootwatch-reader.</summary>
    public string RoleName { get; set; } = "rootwatch-reader";

    /// <summary>How many minutes lie between two rounds, at least. Default: 60.</summary>
    public int EveryMinutes { get; set; } = 60;

    /// <summary>After how many seconds without a sign of life a round is taken over by another process. Default: 300.</summary>
    public int TakeOverAfterSeconds { get; set; } = 300;

    /// <summary>How many requests a round may make to AWS; what is left is asked first in the next one. Default: 200000.</summary>
    public int RequestsPerRound { get; set; } = 200_000;

    /// <summary>How many requests are under way at once, to different accounts and regions; at least 8. Default: 32.</summary>
    public int AtOnce { get; set; } = 32;

    /// <summary>How many hours back an account is asked about at first. Default: 24.</summary>
    public int FirstLookHours { get; set; } = 24;

    /// <summary>Accounts to ask besides those that are heard and, where the bridge may list them, the organization's. Default: none.</summary>
    public IReadOnlyList<string> Accounts { get; set; } = [];

    /// <summary>Another endpoint than AWS's own of STS, IAM, EC2, Account and Organizations. Default: none.</summary>
    public Uri? ServiceUrl { get; set; }

    /// <summary>Another endpoint than AWS's own of CloudTrail. Default: that of <see cref="ServiceUrl"/>.</summary>
    public Uri? CloudTrailServiceUrl { get; set; }

    internal bool IsOn => !string.IsNullOrEmpty(ExternalId) && !Secret.IsUnresolved(ExternalId);

    internal TimeSpan Every => TimeSpan.FromMinutes(EveryMinutes);

    IEnumerable<UnusableSetting> ICheckedSettings.Unusable => new[] { UnusableSetting.OfReference("Reconcile:ExternalId", ExternalId, Everything) }.OfType<UnusableSetting>();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(ExternalId) && !Secret.IsUnresolved(ExternalId) && (ExternalId.Length is < ShortestExternalId or > LongestExternalId || !ExternalId.All(IsOfExternalId)))
        {
            yield return new ValidationResult("Reconcile:ExternalId must have 2 to 1224 letters, digits and + = , . @ : / -, as the hub's stack has it.");
        }

        if (RoleName.Length is 0 or > LongestRoleName || !RoleName.All(static c => char.IsAsciiLetterOrDigit(c) || "+=,.@_-".Contains(c, StringComparison.Ordinal)))
        {
            yield return new ValidationResult($"Reconcile:RoleName is \"{RoleName}\"; it must be an IAM role's name, such as rootwatch-reader.");
        }

        foreach (var (name, value, least, most) in new[]
        {
            (nameof(EveryMinutes), EveryMinutes, 1, 1440),
            (nameof(TakeOverAfterSeconds), TakeOverAfterSeconds, 10, 3600),
            (nameof(RequestsPerRound), RequestsPerRound, 100, 10_000_000),
            (nameof(AtOnce), AtOnce, 8, 256),
            (nameof(FirstLookHours), FirstLookHours, 1, HistoryLimits.DaysKept * 24),
        })
        {
            if (value < least || value > most)
            {
                yield return new ValidationResult($"Reconcile:{name} is {value}; it must be between {least} and {most}.");
            }
        }

        foreach (var account in Accounts.Where(static account => !AccountId.Fits(account)))
        {
            yield return new ValidationResult($"Reconcile:Accounts has \"{account}\"; it must be an account's 12 digits.");
        }

        foreach (var (name, url) in new[] { (nameof(ServiceUrl), ServiceUrl), (nameof(CloudTrailServiceUrl), CloudTrailServiceUrl) })
        {
            if (url is not null && !WebAddress.IsWeb(url))
            {
                yield return new ValidationResult($"Reconcile:{name} is \"{url}\"; it must be an absolute URL.");
            }
        }
    }

    private static bool IsOfExternalId(char c) => char.IsAsciiLetterOrDigit(c) || "_+=,.@:/-".Contains(c, StringComparison.Ordinal);
}
