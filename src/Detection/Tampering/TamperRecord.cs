namespace RootWatch.Detection.Tampering;

/// <summary>Somebody other than root disabled what watches root, or tried to. All texts come from the record: an attacker may have chosen them.</summary>
/// <param name="Thing">What was tampered with.</param>
/// <param name="EventId">The record's id.</param>
/// <param name="EventTime">When, UTC; null where the record does not say.</param>
/// <param name="EventSource">The service, such as cloudtrail.amazonaws.com.</param>
/// <param name="EventName">The call, such as StopLogging.</param>
/// <param name="Account">The account, 12 digits; "unknown" where the record names none.</param>
/// <param name="Region">The region; null where the record names none.</param>
/// <param name="Who">The caller's ARN, or what else names the caller; null where nothing does.</param>
/// <param name="SourceIp">Where the call came from.</param>
/// <param name="Failed">The call was refused.</param>
public sealed record TamperRecord(
    TamperedThing Thing,
    string EventId,
    DateTimeOffset? EventTime,
    string EventSource,
    string EventName,
    string Account,
    string? Region,
    string? Who,
    string? SourceIp,
    bool Failed)
{
    /// <summary>Something was removed or disabled, not only changed.</summary>
    public bool IsRemoval { get; init; }

    /// <summary>It was asked of CloudFormation, or CloudFormation did it.</summary>
    public bool IsThroughCloudFormation { get; init; }

    /// <summary>The caller is a role that StackSets creates in each account.</summary>
    public bool IsByStackSets { get; init; }

    /// <summary>The ARN of the role behind the session that made the call; null where it was made without a session.</summary>
    public string? Role { get; init; }

    /// <summary>The StackSet that the call names; null for any other call.</summary>
    public string? StackSet { get; init; }
}
