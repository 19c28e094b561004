using System.ComponentModel.DataAnnotations;
using Amazon;
using RootWatch.Bridge.Settings;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>As whom the bridge publishes. Section <c>Aws</c>. With nothing set: the ordinary AWS credential chain.</summary>
public sealed class AwsOptions : IValidatableObject, ICheckedSettings
{
    public const string SectionName = "Aws";

    /// <summary>The IAM role to assume with the managed identity's token (AssumeRoleWithWebIdentity). Default: none.</summary>
    public string? RoleArn { get; set; }

    /// <summary>The audience to ask the managed identity's token for, such as api://&lt;application id&gt;. Needed with <see cref="RoleArn"/>.</summary>
    public string? TokenAudience { get; set; }

    /// <summary>The client id of a user-assigned managed identity. Default: the system-assigned one.</summary>
    public string? ManagedIdentityClientId { get; set; }

    /// <summary>Another STS endpoint than that of the topic's region. Default: none.</summary>
    public Uri? StsServiceUrl { get; set; }

    /// <summary>What is off where a setting here cannot be used: everything that calls AWS.</summary>
    internal const string Everything = "AWS";

    IEnumerable<UnusableSetting> ICheckedSettings.Unusable => new[]
    {
        UnusableSetting.OfReference("Aws:RoleArn", RoleArn, Everything),
        UnusableSetting.OfReference("Aws:TokenAudience", TokenAudience, Everything),
        UnusableSetting.OfReference("Aws:ManagedIdentityClientId", ManagedIdentityClientId, Everything),
    }.OfType<UnusableSetting>();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(RoleArn) != string.IsNullOrEmpty(TokenAudience))
        {
            yield return new ValidationResult(
                "Aws:RoleArn and Aws:TokenAudience belong together: set both for web identity, or neither for the ordinary credential chain.");
        }

        if (Secret.IsPlaceholder(TokenAudience))
        {
            yield return new ValidationResult("Aws:TokenAudience is a placeholder; it must be the token's audience, such as api://<application id>.");
        }

        if (StsServiceUrl is not null && !WebAddress.IsWeb(StsServiceUrl))
        {
            yield return new ValidationResult($"Aws:StsServiceUrl is \"{StsServiceUrl}\"; it must be an absolute URL.");
        }

        if (!string.IsNullOrEmpty(RoleArn) && !Secret.IsUnresolved(RoleArn) && (!Arn.TryParse(RoleArn, out var arn) || arn.Service is not "iam"))
        {
            yield return new ValidationResult(
                $"Aws:RoleArn is \"{RoleArn}\"; it must be an IAM role's ARN, such as arn:aws:iam::111122223333:role/rootwatch-bridge.");
        }
    }
}
