using System.Text.Json.Serialization;
using RootWatch.Detection.AwsAlarms;
using RootWatch.Detection.LeftBehind;
using RootWatch.Detection.Response.Resources;

namespace RootWatch.Detection.CloudTrail;

/// <summary>
/// What one CloudTrail record says of a use of root. Every string but <see cref="Account"/>,
/// <see cref="Partition"/>, <see cref="Region"/> and <see cref="SessionKey"/>, whose form is checked,
/// is as the record has it, cut at 1,024 characters (an id of more becomes its hash): text that an attacker may have chosen.
/// </summary>
/// <remarks>Field meanings: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html</remarks>
public sealed record RootRecord
{
    /// <summary>CloudTrail's <c>eventID</c>; where that is missing, "sha256:" and the hash of the record.</summary>
    public required string EventId { get; init; }

    /// <summary>When it happened, UTC; null where the record has no readable <c>eventTime</c>.</summary>
    public required DateTimeOffset? EventTime { get; init; }

    /// <summary>The service called, such as iam.amazonaws.com; empty where absent.</summary>
    public required string EventSource { get; init; }

    /// <summary>The action, such as CreateAccessKey; empty where absent.</summary>
    public required string EventName { get; init; }

    /// <summary>In which way the record concerns root.</summary>
    public required RootIdentity Identity { get; init; }

    /// <summary>The 12 digits of the account whose root is concerned; where they were masked, "unknown_" and 8 hexadecimal digits that tell different ones apart; "unknown" where the record names none. Of <c>sts:AssumeRoot</c>, and of what is done to a whole organization, the caller's.</summary>
    public required string Account { get; init; }

    /// <summary>The AWS partition: aws, aws-cn, aws-us-gov, aws-eusc, aws-iso…</summary>
    public required string Partition { get; init; }

    /// <summary>The region that served the call; null where absent or malformed.</summary>
    public required string? Region { get; init; }

    /// <summary>The caller's address, or the name of an AWS service.</summary>
    public required string? SourceIp
    {
        get;
        init => (field, Network) = (value, CloudTrail.Network.Of(value));
    }

    /// <summary>The caller's user agent.</summary>
    public required string? UserAgent
    {
        get;
        init => (field, AgentFamily) = (value, UserAgentFamily.Of(value));
    }

    /// <summary>The key that signed the call: ASIA… of a session, AKIA… a long-term root key.</summary>
    public required string? AccessKeyId { get; init; }

    /// <summary>Whether the sign-in or its session used MFA.</summary>
    public required MfaState Mfa { get; init; }

    /// <summary>The service's error code, where the call failed.</summary>
    public required string? ErrorCode { get; init; }

    /// <summary>Whether the call or sign-in failed.</summary>
    public required bool Failed { get; init; }

    /// <summary>Whether it failed for want of permission.</summary>
    public bool IsDenied => ErrorCode is not null
        && (ErrorCode.Contains("AccessDenied", StringComparison.OrdinalIgnoreCase)
            || ErrorCode.Contains("Unauthorized", StringComparison.OrdinalIgnoreCase)
            || ErrorCode.Contains("NotAuthorized", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the call only reads: by what AWS documents of it, and where it documents nothing, as the record says.</summary>
    public required bool IsRead { get; init; }

    /// <summary>What the request asks for.</summary>
    public required RequestFacts Request { get; init; }

    /// <summary>Account and start of the root session (or its long-term key); null where the record does not tell.</summary>
    public required string? SessionKey { get; init; }

    /// <summary>AWS Sign-In's own name of the session (<c>signInSessionArn</c>), which stays the same when its credentials are renewed; null where absent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SignInSession { get; init; }

    /// <summary>Why CloudTrail delivered late: DELIVERY_DELAY, UPDATED_DATA, SERVICE_OUTAGE; null for a record on time.</summary>
    public required string? LateReason { get; init; }

    /// <summary>What AWS itself says, where the record is an alarm of its own; null for what CloudTrail recorded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AlarmFacts? Alarm { get; init; }

    /// <summary>Whether CloudTrail delivered it late, as an addendum.</summary>
    public bool IsLate => LateReason is not null;

    /// <summary>The caller's /24 or /48; null where the source is no address.</summary>
    public string? Network { get; private init; }

    /// <summary>The kind of program that called, such as chrome or aws-cli; null where absent, or AWS's own.</summary>
    public string? AgentFamily { get; private init; }

    /// <summary>Who called, where that is not root: an ARN, or what else names the caller; null for root's own use.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Caller { get; init; }

    /// <summary>What the call is about, where somebody other than root made it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Target? Target { get; init; }

    /// <summary>Where it was found by asking CloudTrail, and not brought by EventBridge; null for what EventBridge brought. The record itself does not say so: whoever found it does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HistoryFind? FoundInHistory { get; init; }

    /// <summary>The credential that the call left behind, of a call that succeeded; null where it left none, or the record does not show which.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LeftBehindCredential? LeavesBehind { get; init; }

    /// <summary>The credential that the call deleted or deactivated; null where it did neither.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CredentialChange? TakesAway { get; init; }

    /// <summary>What the call touched that a responder may have to act on, of a call that succeeded, at most 50; null where nothing is known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AffectedResource>? Affects { get; init; }

    /// <summary>Whether somebody other than root made the call.</summary>
    [JsonIgnore]
    public bool IsByOthers => Identity is RootIdentity.AssumeRootCaller or RootIdentity.ActOnRoot;

    /// <summary>Whether a person, and not AWS itself, is behind the record.</summary>
    public bool IsByPerson => Identity is RootIdentity.RootUser or RootIdentity.FederatedByRoot or RootIdentity.AssumeRootCaller or RootIdentity.ActOnRoot;

    /// <summary>Whether root itself, or a session of its own, did it: not what failed, and not what others did to it.</summary>
    internal bool IsDoneByRoot => IsByPerson && !Failed && !IsByOthers;
}
