using System.Text;
using System.Text.Json;

namespace RootWatch.Detection.CloudTrail;

/// <summary>
/// The calls by which somebody who is not root takes root over, or frees it from what bounds it. The spoke's rule
/// forwards the same calls; a test holds it.
/// </summary>
internal static class ActsOnRoot
{
    /// <summary>Services by which an organization bounds or watches its accounts' root.</summary>
    private static readonly string[] Watchmen =
    [
        "iam.amazonaws.com", "cloudtrail.amazonaws.com", "config.amazonaws.com", "config-multiaccountsetup.amazonaws.com", "guardduty.amazonaws.com",
        "securityhub.amazonaws.com", "controltower.amazonaws.com", "member.org.stacksets.cloudformation.amazonaws.com",
    ];

    /// <summary>Types of policies that bound nobody. What is not known may.</summary>
    private static readonly string[] Unbinding = ["TAG_POLICY", "BACKUP_POLICY", "AISERVICES_OPT_OUT_POLICY", "CHATBOT_POLICY"];

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

    private static readonly byte[][] Sources = [.. Calls.Keys.Select(Encoding.UTF8.GetBytes)];
    private static readonly byte[][] Names = [.. Calls.Values.SelectMany(names => names).Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)];

    public static bool IsSource(ref Utf8JsonReader token) => IsOneOf(ref token, Sources);

    public static bool IsName(ref Utf8JsonReader token) => IsOneOf(ref token, Names);

    /// <summary>Whether a record, whoever made the call, is of one of these.</summary>
    public static bool Are(JsonElement record) =>
        record.Text("eventName") is { } name
        && Calls.TryGetValue(record.Text("eventSource") ?? string.Empty, out var names) && names.Contains(name, StringComparer.OrdinalIgnoreCase)
        && name.ToUpperInvariant() switch
        {
            "DISABLEAWSSERVICEACCESS" => IsIn(Watchmen, record.Text("requestParameters", "servicePrincipal")),
            "DISABLEPOLICYTYPE" => !IsIn(Unbinding, record.Text("requestParameters", "policyType")),
            "UPDATEPOLICY" => !IsIn(Unbinding, record.Text("responseElements", "policy", "policySummary", "type")),

            // Other handshakes bind an account more firmly to the organization that it is in.
            "ACCEPTHANDSHAKE" => record.Text("responseElements", "handshake", "action") is not { } action || IsIn(["INVITE"], action),
            _ => true,
        };

    private static bool IsIn(string[] known, string? text) => known.Contains(text, StringComparer.OrdinalIgnoreCase);

    private static bool IsOneOf(ref Utf8JsonReader token, byte[][] known)
    {
        foreach (var text in known)
        {
            if (token.Is(text))
            {
                return true;
            }
        }

        return false;
    }
}
