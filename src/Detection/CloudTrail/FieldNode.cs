using System.Text;
using System.Text.Json;
using RootWatch.Detection.Requests;

namespace RootWatch.Detection.CloudTrail;

/// <summary>A name in a record and the names within it, so that one pass over the record finds every field that is asked for.</summary>
internal sealed class FieldNode
{
    private (byte[] Name, FieldNode Node)[][] _byLength = [];

    private FieldNode(RecordField? field) => Field = field;

    /// <summary>The record itself.</summary>
    public static FieldNode Record { get; } = Of(
        ("eventID", RecordField.EventId),
        ("eventTime", RecordField.EventTime),
        ("eventSource", RecordField.EventSource),
        ("eventName", RecordField.EventName),
        ("eventType", RecordField.EventType),
        ("awsRegion", RecordField.Region),
        ("sourceIPAddress", RecordField.SourceIp),
        ("userAgent", RecordField.UserAgent),
        ("errorCode", RecordField.ErrorCode),
        ("errorMessage", RecordField.ErrorMessage),
        ("readOnly", RecordField.ReadOnly),
        ("recipientAccountId", RecordField.Recipient),
        ("invokedBy", RecordField.InvokedBy),
        ("addendum.reason", RecordField.LateReason),
        ("userIdentity.type", RecordField.IdentityType),
        ("userIdentity.arn", RecordField.IdentityArn),
        ("userIdentity.accountId", RecordField.IdentityAccount),
        ("userIdentity.principalId", RecordField.IdentityPrincipal),
        ("userIdentity.accessKeyId", RecordField.IdentityAccessKey),
        ("userIdentity.userName", RecordField.IdentityUserName),
        ("userIdentity.invokedBy", RecordField.IdentityInvokedBy),
        ("userIdentity.sessionContext.assumedRoot", RecordField.AssumedRoot),
        ("userIdentity.sessionContext.signInSessionArn", RecordField.SignInSession),
        ("userIdentity.sessionContext.attributes.mfaAuthenticated", RecordField.MfaAuthenticated),
        ("userIdentity.sessionContext.attributes.creationDate", RecordField.SessionStart),
        ("userIdentity.sessionContext.sessionIssuer.type", RecordField.IssuerType),
        ("userIdentity.sessionContext.sessionIssuer.arn", RecordField.IssuerArn),
        ("additionalEventData.MFAUsed", RecordField.MfaUsed),
        ("additionalEventData.MFAIdentifier", RecordField.MfaIdentifier),
        ("additionalEventData.CredentialType", RecordField.CredentialType),
        ("additionalEventData.success", RecordField.SignInSuccess),
        ("requestParameters", RecordField.Request),
        ("requestParameters.servicePrincipal", RecordField.RequestedService),
        ("requestParameters.policyType", RecordField.RequestedPolicyType),
        ("requestParameters.targetPrincipal", RecordField.RequestedPrincipal),
        ("requestParameters.accountId", RecordField.RequestedAccount),
        ("requestParameters.targetId", RecordField.RequestedTarget),
        ("requestParameters.rootId", RecordField.RequestedRoot),
        ("requestParameters.destinationParentId", RecordField.RequestedDestination),
        ("requestParameters.sourceParentId", RecordField.RequestedSource),
        ("requestParameters.policyId", RecordField.RequestedPolicy),
        ("requestParameters.roleName", RecordField.RequestedRole),
        ("requestParameters.roleArn", RecordField.RequestedRoleArn),
        ("requestParameters.userName", RecordField.RequestedUser),
        ("requestParameters.accessKeyId", RecordField.RequestedAccessKey),
        ("requestParameters.status", RecordField.RequestedStatus),
        ("requestParameters.name", RecordField.RequestedSessionName),
        ("requestParameters.keyName", RecordField.RequestedKeyPair),
        ("requestParameters.keyPairId", RecordField.RequestedKeyPairId),
        ("requestParameters.eventBusName", RecordField.RequestedBus),
        ("requestParameters.stackName", RecordField.RequestedStack),
        ("requestParameters.stackSetName", RecordField.RequestedStackSet),
        ("requestParameters.changeSetName", RecordField.RequestedChangeSet),
        ("requestParameters.state", RecordField.RequestedState),
        ("requestParameters.actionsEnabled", RecordField.RequestedActions),
        ("requestParameters.enableTerminationProtection", RecordField.RequestedProtection),
        ("requestParameters.removeAllPermissions", RecordField.RequestedRemovalOfAll),
        ("responseElements", RecordField.Response),
        ("responseElements.policy.policySummary.type", RecordField.ChangedPolicyType),
        ("responseElements.handshake.action", RecordField.HandshakeAction),
        ("responseElements.credentials.accessKeyId", RecordField.IssuedAccessKey),
        ("responseElements.credentials.expiration", RecordField.IssuedUntil),
        ("responseElements.accessToken.accessKeyId", RecordField.IssuedTokensKey),
        ("responseElements.accessKey.accessKeyId", RecordField.CreatedAccessKey),
        ("responseElements.accessKey.userName", RecordField.CreatedAccessKeyUser),
        ("responseElements.user.userName", RecordField.CreatedUser),
        ("responseElements.loginProfile.userName", RecordField.CreatedProfileUser),
        ("responseElements.role.roleName", RecordField.CreatedRole),
        ("responseElements.role.arn", RecordField.CreatedRoleArn),
        ("responseElements.keyName", RecordField.CreatedKeyPair),
        ("responseElements.keyPairId", RecordField.CreatedKeyPairId),
        ("responseElements.id", RecordField.CreatedId),
        ("serviceEventDetails", RecordField.ServiceEventDetails));

    /// <summary>The field that the name stands for; null where only names within it are asked for.</summary>
    public RecordField? Field { get; private set; }

    /// <summary>All fields within it.</summary>
    public RecordField[] Within { get; private set; } = [];

    /// <summary>The node of a property's name, whatever its case; null where nobody asks for it.</summary>
    public FieldNode? Find(ref Utf8JsonReader property)
    {
        if (property.ValueIsEscaped)
        {
            var text = JsonText.Of(ref property);
            return Array.Find(Children(text.Length), child => Encoding.UTF8.GetString(child.Name).Equals(text, StringComparison.OrdinalIgnoreCase)).Node;
        }

        // Nearly every name is written as CloudTrail writes it, and that is compared faster.
        var children = Children(property.ValueSpan.Length);
        foreach (var (name, node) in children)
        {
            if (property.ValueSpan.SequenceEqual(name))
            {
                return node;
            }
        }

        foreach (var (name, node) in children)
        {
            if (Ascii.EqualsIgnoreCase(property.ValueSpan, name))
            {
                return node;
            }
        }

        return null;
    }

    private (byte[] Name, FieldNode Node)[] Children(int length) => length < _byLength.Length ? _byLength[length] : [];

    private static FieldNode Of(params ReadOnlySpan<(string Path, RecordField Field)> fields)
    {
        var record = new FieldNode(field: null);
        foreach (var (path, field) in fields)
        {
            var node = record;
            foreach (var name in path.Split('.'))
            {
                node.Within = [.. node.Within, field];
                node = node.Child(name);
            }

            node.Field = field;
        }

        return record;
    }

    private FieldNode Child(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        if (Array.Find(Children(bytes.Length), child => bytes.AsSpan().SequenceEqual(child.Name)).Node is { } known)
        {
            return known;
        }

        var child = new FieldNode(field: null);
        _byLength = [.. Enumerable.Range(0, Math.Max(_byLength.Length, bytes.Length + 1)).Select(length => Children(length))];
        _byLength[bytes.Length] = [.. _byLength[bytes.Length], (bytes, child)];
        return child;
    }
}
