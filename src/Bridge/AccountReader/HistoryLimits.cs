namespace RootWatch.Bridge.AccountReader;

/// <summary>What CloudTrail's event history keeps, and when.</summary>
/// <remarks>https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html</remarks>
internal static class HistoryLimits
{
    public const int DaysKept = 90;

    /// <summary>How long it keeps events.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(DaysKept);

    /// <summary>How far a time that is asked for reaches back into the last one: events come up to a quarter of an hour late, and a margin.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(30);
}
