using RootWatch.Bridge.AccountReader;

namespace RootWatch.Bridge.Reconciliation;

/// <summary>A question to CloudTrail's event history that is asked page by page. <see cref="LookupRunner"/> asks it.</summary>
/// <param name="next">The next page to ask for.</param>
/// <param name="takeAsync">Takes a page's records, the oldest first. What it throws leaves the page unasked.</param>
internal sealed class HistoryQuery(EventLookup next, Func<IReadOnlyList<string>, CancellationToken, Task> takeAsync)
{
    private const int MostFailures = 6;
    private const int MostRestarts = 2;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);

    private int _failures;
    private int _restarts;

    /// <summary>The page that is asked for next, or was asked for last.</summary>
    public EventLookup Next { get; private set; } = next;

    /// <summary>All pages were taken.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Why it cannot be asked in this round; null while it can.</summary>
    public ReaderRefusal? Refusal { get; private set; }

    /// <summary>Before when it is not asked again, UTC.</summary>
    public DateTimeOffset NotBefore { get; private set; }

    public bool IsOpen => !IsDone && Refusal is null;

    public async Task TakeAsync(EventPage page, CancellationToken cancellationToken)
    {
        await takeAsync([.. page.Records.Reverse()], cancellationToken);
        _failures = 0;
        IsDone = page.NextToken is null;
        Next = Next with { NextToken = page.NextToken ?? Next.NextToken };
    }

    /// <summary>Takes that there was no answer: a while later there may be one, or not in this round.</summary>
    public void Fail(ReaderRefusal refusal, DateTimeOffset now)
    {
        switch (refusal)
        {
            case ReaderRefusal.ExpiredToken when Next.NextToken is not null && _restarts < MostRestarts:
                _restarts++;
                Next = Next with { NextToken = null };
                break;
            case ReaderRefusal.Throttled or ReaderRefusal.Unavailable when _failures < MostFailures:
                _failures++;
                NotBefore = now + (FirstWait * (1 << _failures));
                break;
            default:
                Refusal = refusal;
                break;
        }
    }
}
