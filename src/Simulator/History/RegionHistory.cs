namespace RootWatch.Simulator.History;

/// <summary>One account's history in one region.</summary>
internal sealed class RegionHistory
{
    private const int PageSize = 50;
    private const int MostInSecond = 2;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);
    private static readonly HistoryAnswer Nothing = new(HistoryOutcome.Answered, []);
    private static readonly HistoryAnswer Throttled = new(HistoryOutcome.Throttled, []);
    private static readonly HistoryAnswer InvalidToken = new(HistoryOutcome.InvalidToken, []);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Key, string Value), List<HistoryEvent>> _found = [];

    // When the latest requests came, throttled ones too, and the latest that were answered.
    private readonly Queue<DateTimeOffset> _asked = [];
    private readonly Queue<DateTimeOffset> _answered = [];

    /// <summary>The most requests within a second, throttled ones included.</summary>
    public int MostAskedInSecond { get; private set; }

    public void Add(HistoryEvent added)
    {
        lock (_lock)
        {
            Add("EventName", added.Name, added);
            Add("EventId", added.Id, added);
            Add("EventSource", added.Source, added);
            Add("Username", added.Username, added);
            Add("AccessKeyId", added.AccessKeyId, added);
            foreach (var name in added.Resources)
            {
                Add("ResourceName", name, added);
            }
        }
    }

    public HistoryAnswer LookUp(HistoryQuestion question, string? nextToken, DateTimeOffset now)
    {
        lock (_lock)
        {
            return !IsWithinRate(now) ? Throttled
                : nextToken is null && !_found.ContainsKey((question.Key, question.Value)) ? Nothing
                : PageToken.Read(nextToken, question) is not { } after ? InvalidToken
                : Page(question, after, now);
        }
    }

    private void Add(string key, string? value, HistoryEvent added)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        if (!_found.TryGetValue((key, value), out var events))
        {
            _found[(key, value)] = events = [];
        }

        var at = events.Count;
        while (at > 0 && PageToken.Of(added).IsBefore(PageToken.Of(events[at - 1])))
        {
            at--;
        }

        events.Insert(at, added);
    }

    private bool IsWithinRate(DateTimeOffset now)
    {
        var isWithin = Forget(_answered, now) < MostInSecond;
        if (isWithin)
        {
            _answered.Enqueue(now);
        }

        Forget(_asked, now);
        _asked.Enqueue(now);
        MostAskedInSecond = int.Max(MostAskedInSecond, _asked.Count);
        return isWithin;
    }

    private static int Forget(Queue<DateTimeOffset> requests, DateTimeOffset now)
    {
        while (requests.TryPeek(out var first) && now - first >= TimeSpan.FromSeconds(1))
        {
            requests.Dequeue();
        }

        return requests.Count;
    }

    private HistoryAnswer Page(HistoryQuestion question, PageToken after, DateTimeOffset now)
    {
        if (!_found.TryGetValue((question.Key, question.Value), out var events))
        {
            return Nothing;
        }

        var page = new List<HistoryEvent>();
        for (var at = events.Count - 1; at >= 0 && events[at].Time >= question.From; at--)
        {
            var found = events[at];
            if (found.Time > question.To || found.Appears > now || found.Time < now - Kept || !PageToken.Of(found).IsBefore(after))
            {
                continue;
            }

            if (page.Count == PageSize)
            {
                return new HistoryAnswer(HistoryOutcome.Answered, page, PageToken.Of(page[^1]).Write(question));
            }

            page.Add(found);
        }

        return page.Count == 0 ? Nothing : new HistoryAnswer(HistoryOutcome.Answered, page);
    }
}
