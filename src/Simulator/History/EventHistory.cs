using System.Collections.Concurrent;

namespace RootWatch.Simulator.History;

/// <summary>
/// CloudTrail's event history, as LookupEvents shows it: 90 days of management events, by account and region, two
/// requests a second of each. What time it is, whoever asks says.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html</remarks>
public sealed class EventHistory
{
    private static readonly HistoryAnswer InvalidTimeRange = new(HistoryOutcome.InvalidTimeRange, []);
    private static readonly HistoryAnswer InvalidAttribute = new(HistoryOutcome.InvalidAttribute, []);

    private readonly ConcurrentDictionary<(string Account, string Region), RegionHistory> _histories = new();
    private long _requests;
    private long _throttled;
    private int _added;

    /// <summary>How many requests came, throttled ones included.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>How many of them were throttled.</summary>
    public long ThrottledRequests => Interlocked.Read(ref _throttled);

    /// <summary>The most requests within a second to one account and region, throttled ones included.</summary>
    public int MostPerSecond => _histories.Values.Select(static history => history.MostAskedInSecond).DefaultIfEmpty().Max();

    /// <summary>Adds what happened; what is no management event is left out, as CloudTrail does.</summary>
    /// <param name="account">The account's 12 digits.</param>
    /// <param name="region">The region.</param>
    /// <param name="record">The CloudTrail record, as JSON.</param>
    /// <param name="appears">From when on it is found; within 15 minutes after it happened, says AWS.</param>
    public void Add(string account, string region, string record, DateTimeOffset appears)
    {
        if (HistoryRecord.Read(record) is { } found)
        {
            Of(account, region).Add(found with { Appears = appears, Number = Interlocked.Increment(ref _added) });
        }
    }

    /// <summary>Answers as LookupEvents does.</summary>
    /// <param name="account">The account's 12 digits.</param>
    /// <param name="region">The region.</param>
    /// <param name="key">Username, EventName, AccessKeyId, ResourceName, EventId or EventSource.</param>
    /// <param name="value">The key's value.</param>
    /// <param name="from">The earliest time of an event; itself included.</param>
    /// <param name="to">The latest time of an event; itself included.</param>
    /// <param name="nextToken">What the page before gave for this one, of the same question; null for the first.</param>
    /// <param name="now">The time.</param>
    public HistoryAnswer LookUp(string account, string region, string key, string value, DateTimeOffset from, DateTimeOffset to, string? nextToken, DateTimeOffset now)
    {
        Interlocked.Increment(ref _requests);
        if (key is not ("Username" or "EventName" or "AccessKeyId" or "ResourceName" or "EventId" or "EventSource"))
        {
            return InvalidAttribute;
        }

        if (from > to)
        {
            return InvalidTimeRange;
        }

        var answer = Of(account, region).LookUp(new HistoryQuestion(account, region, key, value, from, to), nextToken, now);
        if (answer.Outcome == HistoryOutcome.Throttled)
        {
            Interlocked.Increment(ref _throttled);
        }

        return answer;
    }

    private RegionHistory Of(string account, string region) => _histories.GetOrAdd((account, region), static _ => new RegionHistory());
}
