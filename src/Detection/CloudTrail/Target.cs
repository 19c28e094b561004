using System.Text.Json.Serialization;

namespace RootWatch.Detection.CloudTrail;

/// <summary>What a call by somebody who is not root is about. Every string but <see cref="Account"/>, whose form is checked, is the caller's.</summary>
/// <param name="Account">The 12 digits of the account whose root it concerns; null where it names none.</param>
/// <param name="Place">The organization's root or unit that a policy was on, or that an account was moved to.</param>
/// <param name="From">The organization's root or unit that an account was moved from.</param>
/// <param name="Policy">The id of an organization's policy.</param>
/// <param name="Service">The service whose access or administrator it is about, or the type of the policies.</param>
public sealed record Target(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Account = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Place = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? From = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Policy = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Service = null)
{
    /// <summary>Whether the policy is one of AWS's own that allow everything: without it, less is allowed.</summary>
    [JsonIgnore]
    public bool IsAllowingPolicy => Policy is "p-FullAWSAccess" or "p-RCPFullAWSAccess";

    /// <summary>Whether an account came from the organization's root, where it was bound the least.</summary>
    [JsonIgnore]
    public bool IsFromTop => From?.StartsWith("r-", StringComparison.Ordinal) is true;

    internal static Target Of(in RecordFields record)
    {
        var on = record.Text(RecordField.RequestedPrincipal) ?? record.Text(RecordField.RequestedAccount) ?? record.Text(RecordField.RequestedTarget);
        var account = AwsNames.Account(on) ?? AwsNames.AccountOfArn(on);
        return new Target(
            account,
            (account is null ? record.Cut(RecordField.RequestedTarget) : null) ?? record.Cut(RecordField.RequestedRoot) ?? record.Cut(RecordField.RequestedDestination),
            record.Cut(RecordField.RequestedSource),
            record.Cut(RecordField.RequestedPolicy),
            record.Cut(RecordField.RequestedService) ?? record.Cut(RecordField.RequestedPolicyType));
    }
}
