namespace RootWatch.Detection.CloudTrail;

/// <summary>That a record was found in CloudTrail's event history before EventBridge had brought it.</summary>
/// <param name="At">When it was found, UTC.</param>
/// <param name="HasSpoke">Whether its account and region have a spoke, which should have brought it.</param>
public sealed record HistoryFind(DateTimeOffset At, bool HasSpoke)
{
    /// <summary>When EventBridge brought it after all, UTC; null where it has not.</summary>
    public DateTimeOffset? Brought { get; init; }
}
