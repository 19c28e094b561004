using RootWatch.Detection.Effects;

namespace RootWatch.Detection.CloudTrail;

/// <summary>Who is root, and who only looks like it. <c>userIdentity.type</c> alone is both too wide and too narrow.</summary>
internal static class IdentityClassifier
{
    private static readonly byte[][] IdentityServices =
    [
        [.. "iam.amazonaws.com"u8], [.. "sts.amazonaws.com"u8], [.. "signin.amazonaws.com"u8], [.. "organizations.amazonaws.com"u8],
        [.. "account.amazonaws.com"u8], [.. "sso.amazonaws.com"u8], [.. "sso-directory.amazonaws.com"u8], [.. "identitystore.amazonaws.com"u8],
    ];

    /// <summary>Null where the record does not concern root.</summary>
    public static RootIdentity? Classify(in RecordFields record) =>
        record.Is(RecordField.EventSource, "sts.amazonaws.com"u8) && record.Is(RecordField.EventName, "AssumeRoot"u8) ? RootIdentity.AssumeRootCaller
        : record.Is(RecordField.IdentityType, "Root"u8) ? ClassifyRoot(record)
        : record.Is(RecordField.IdentityType, "FederatedUser"u8) && record.Is(RecordField.IssuerType, "Root"u8) ? RootIdentity.FederatedByRoot
        : ActsOnRoot.Are(record) ? RootIdentity.ActOnRoot
        : (record.Is(RecordField.IdentityType, "IAMUser"u8) || record.Is(RecordField.IdentityType, "AssumedRole"u8)) && HasRootArn(record) ? RootIdentity.Inconsistent
        : null;

    private static RootIdentity ClassifyRoot(in RecordFields record)
    {
        var hasArn = record.Has(RecordField.IdentityArn);
        if (hasArn && !HasRootArn(record))
        {
            return RootIdentity.Inconsistent;
        }

        if (record.Flag(RecordField.AssumedRoot) is true)
        {
            return RootIdentity.AssumedRootSession;
        }

        if (record.Is(RecordField.SourceIp, "support.amazonaws.com"u8))
        {
            return RootIdentity.AwsSupport;
        }

        var invoker = record.Has(RecordField.IdentityInvokedBy) ? RecordField.IdentityInvokedBy : RecordField.InvokedBy;
        if (IsService(record, invoker))
        {
            return RootIdentity.Service;
        }

        // Sign-in is known by its source: old sign-in records carry other event types.
        if (record.Is(RecordField.EventType, "AwsServiceEvent"u8) && !record.Is(RecordField.EventSource, "signin.amazonaws.com"u8))
        {
            return RootIdentity.ServiceEvent;
        }

        if (IsConsequence(record, invoker))
        {
            return RootIdentity.Service;
        }

        return !hasArn && record.Is(RecordField.EventName, "ExternalIdPDirectoryLogin"u8)
            ? RootIdentity.UnidentifiedDirectoryLogin
            : RootIdentity.RootUser;
    }

    // invokedBy alone excuses nobody: the console has stood there (signin.amazonaws.com) while a person
    // created a root access key. Only where the call also came from a service, no person made it.
    private static bool IsService(in RecordFields record, RecordField invoker) =>
        record.Has(invoker) && !record.Is(invoker, "signin.amazonaws.com"u8) && AwsNames.IsService(record.Text(invoker)) && AwsNames.IsService(record.Text(RecordField.SourceIp));

    // Behind the console, AWS decrypts, looks things up and sets things up for root. Whoever manages identities, though,
    // is a person whose console made the call.
    private static bool IsConsequence(in RecordFields record, RecordField invoker) =>
        (IsInternal(record, RecordField.SourceIp) || IsInternal(record, invoker))
        && (!record.Has(RecordField.SourceIp) || IsInternal(record, RecordField.SourceIp) || AwsNames.IsService(record.Text(RecordField.SourceIp)))
        && (!record.IsOneOf(RecordField.EventSource, IdentityServices)
            || EffectClassifier.IsRead(record.Text(RecordField.EventSource) ?? string.Empty, record.Text(RecordField.EventName) ?? string.Empty, record.Flag(RecordField.ReadOnly)));

    // What stands for an address or a caller where AWS itself made the call for somebody.
    private static bool IsInternal(in RecordFields record, RecordField field) => record.Is(field, "AWS Internal"u8);

    private static bool HasRootArn(in RecordFields record) => record.EndsWith(RecordField.IdentityArn, ":root"u8);
}
