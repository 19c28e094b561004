using System.Text;

namespace RootWatch.Detection.CloudTrail;

/// <summary>
/// The calls by which somebody who is not root takes root over, or frees it from what bounds it. The spoke's rule
/// forwards the same calls; a test holds it.
/// </summary>
internal static class ActsOnRoot
{
    /// <summary>Services by which an organization bounds or watches its accounts' root.</summary>
    private static readonly byte[][] Watchmen =
    [
        [.. "iam.amazonaws.com"u8], [.. "cloudtrail.amazonaws.com"u8], [.. "config.amazonaws.com"u8], [.. "config-multiaccountsetup.amazonaws.com"u8], [.. "guardduty.amazonaws.com"u8],
        [.. "securityhub.amazonaws.com"u8], [.. "controltower.amazonaws.com"u8], [.. "member.org.stacksets.cloudformation.amazonaws.com"u8],
    ];

    /// <summary>Types of policies that bound nobody. What is not known may.</summary>
    private static readonly byte[][] Unbinding = [[.. "TAG_POLICY"u8], [.. "BACKUP_POLICY"u8], [.. "AISERVICES_OPT_OUT_POLICY"u8], [.. "CHATBOT_POLICY"u8]];

    /// <summary>By service, the calls.</summary>
    public static IReadOnlyDictionary<string, string[]> Calls { get; } = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase)
    {
        ["account.amazonaws.com"] = ["StartPrimaryEmailUpdate", "AcceptPrimaryEmailUpdate", "CloseAccount"],
        ["billingconsole.amazonaws.com"] = ["CloseAccount"],
        ["iam.amazonaws.com"] =
        [
            "DisableOrganizationsRootCredentialsManagement", "DisableOrganizationsRootSessions", "EnableOrganizationsRootCredentialsManagement", "EnableOrganizationsRootSessions",
        ],
        ["organizations.amazonaws.com"] =
        [
            "CloseAccount", "MoveAccount", "RemoveAccountFromOrganization", "LeaveOrganization", "DeleteOrganization", "AcceptHandshake",
            "DetachPolicy", "UpdatePolicy", "DeletePolicy", "DisablePolicyType", "DisableAWSServiceAccess",
            "RegisterDelegatedAdministrator", "DeregisterDelegatedAdministrator", "PutResourcePolicy",
        ],
    };

    private static readonly (byte[] Source, byte[][] Names)[] Known = [.. Calls.Select(calls => (Encoding.UTF8.GetBytes(calls.Key), calls.Value.Select(Encoding.UTF8.GetBytes).ToArray()))];

    /// <summary>Whether a record, whoever made the call, is of one of these.</summary>
    public static bool Are(in RecordFields record)
    {
        foreach (var (source, names) in Known)
        {
            if (record.Is(RecordField.EventSource, source))
            {
                return record.IsOneOf(RecordField.EventName, names) && Bounds(record);
            }
        }

        return false;
    }

    private static bool Bounds(in RecordFields record) =>
        record.Is(RecordField.EventName, "DisableAWSServiceAccess"u8) ? record.IsOneOf(RecordField.RequestedService, Watchmen)
        : record.Is(RecordField.EventName, "DisablePolicyType"u8) ? !record.IsOneOf(RecordField.RequestedPolicyType, Unbinding)
        : record.Is(RecordField.EventName, "UpdatePolicy"u8) ? !record.IsOneOf(RecordField.ChangedPolicyType, Unbinding)

        // Other handshakes bind an account more firmly to the organization that it is in.
        : !record.Is(RecordField.EventName, "AcceptHandshake"u8) || !record.Has(RecordField.HandshakeAction) || record.Is(RecordField.HandshakeAction, "INVITE"u8);
}
