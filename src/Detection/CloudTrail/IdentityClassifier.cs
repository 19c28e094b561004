using System.Text.Json;
using RootWatch.Detection.Effects;

namespace RootWatch.Detection.CloudTrail;

/// <summary>Who is root, and who only looks like it. <c>userIdentity.type</c> alone is both too wide and too narrow.</summary>
internal static class IdentityClassifier
{
    private static readonly string[] IdentityServices =
        ["iam.amazonaws.com", "sts.amazonaws.com", "signin.amazonaws.com", "organizations.amazonaws.com", "account.amazonaws.com", "sso.amazonaws.com", "sso-directory.amazonaws.com", "identitystore.amazonaws.com"];

    /// <summary>Null where the record does not concern root.</summary>
    public static RootIdentity? Classify(JsonElement record)
    {
        var type = record.Text("userIdentity", "type");
        if (Same(record.Text("eventSource"), "sts.amazonaws.com") && Same(record.Text("eventName"), "AssumeRoot"))
        {
            return RootIdentity.AssumeRootCaller;
        }

        if (Same(type, "Root"))
        {
            return ClassifyRoot(record);
        }

        if (Same(type, "FederatedUser") && Same(record.Text("userIdentity", "sessionContext", "sessionIssuer", "type"), "Root"))
        {
            return RootIdentity.FederatedByRoot;
        }

        if (ActsOnRoot.Are(record))
        {
            return RootIdentity.ActOnRoot;
        }

        return (Same(type, "IAMUser") || Same(type, "AssumedRole")) && HasRootArn(record) ? RootIdentity.Inconsistent : null;
    }

    private static RootIdentity ClassifyRoot(JsonElement record)
    {
        var arn = record.Text("userIdentity", "arn");
        if (arn is not null && !HasRootArn(record))
        {
            return RootIdentity.Inconsistent;
        }

        if (record.Flag("userIdentity", "sessionContext", "assumedRoot") is true)
        {
            return RootIdentity.AssumedRootSession;
        }

        var source = record.Text("sourceIPAddress");
        if (Same(source, "support.amazonaws.com"))
        {
            return RootIdentity.AwsSupport;
        }

        var invokedBy = record.Text("userIdentity", "invokedBy") ?? record.Text("invokedBy");
        if (IsService(invokedBy, source))
        {
            return RootIdentity.Service;
        }

        // Sign-in is known by its source: old sign-in records carry other event types.
        if (Same(record.Text("eventType"), "AwsServiceEvent") && !Same(record.Text("eventSource"), "signin.amazonaws.com"))
        {
            return RootIdentity.ServiceEvent;
        }

        if (IsConsequence(record, invokedBy, source))
        {
            return RootIdentity.Service;
        }

        return arn is null && Same(record.Text("eventName"), "ExternalIdPDirectoryLogin")
            ? RootIdentity.UnidentifiedDirectoryLogin
            : RootIdentity.RootUser;
    }

    // invokedBy alone excuses nobody: the console has stood there (signin.amazonaws.com) while a person
    // created a root access key. Only where the call also came from a service, no person made it.
    private static bool IsService(string? invokedBy, string? source) =>
        AwsNames.IsService(invokedBy) && !Same(invokedBy, "signin.amazonaws.com") && AwsNames.IsService(source);

    // Behind the console, AWS decrypts, looks things up and sets things up for root. Whoever manages identities, though,
    // is a person whose console made the call.
    private static bool IsConsequence(JsonElement record, string? invokedBy, string? source) =>
        (AwsNames.IsInternal(source) || AwsNames.IsInternal(invokedBy)) && (source is null || AwsNames.IsInternal(source) || AwsNames.IsService(source))
        && (!IdentityServices.Contains(record.Text("eventSource"), StringComparer.OrdinalIgnoreCase)
            || EffectClassifier.IsRead(record.Text("eventSource") ?? string.Empty, record.Text("eventName") ?? string.Empty, record.Flag("readOnly")));

    private static bool HasRootArn(JsonElement record) =>
        record.Text("userIdentity", "arn") is { } arn && arn.EndsWith(":root", StringComparison.OrdinalIgnoreCase);

    private static bool Same(string? text, string expected) => string.Equals(text, expected, StringComparison.OrdinalIgnoreCase);
}
