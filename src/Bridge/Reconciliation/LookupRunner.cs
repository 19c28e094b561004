using System.Collections.Concurrent;
using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Recording;

namespace RootWatch.Bridge.Reconciliation;

/// <summary>
/// Asks many questions at once: it goes over all of them again and again, one page a question at a time. One account and
/// region it asks twice a second at most, which is what AWS allows.
/// </summary>
public sealed class LookupRunner(IAccountReader reader, TimeProvider time)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    // Before when an account and region is not asked again, UTC.
    private readonly ConcurrentDictionary<(string Account, string Region), DateTimeOffset> _notBefore = new();

    /// <summary>Waits; whoever simulates time does so in their own way.</summary>
    internal Func<TimeSpan, CancellationToken, Task> PauseAsync { get; init; } = (wait, cancellationToken) => Task.Delay(wait, time, cancellationToken);

    /// <summary>Asks until every question is done, or cannot be asked, or the budget is spent.</summary>
    /// <param name="inquiries">The questions.</param>
    /// <param name="atOnce">How many requests may be under way at once.</param>
    /// <param name="budget">How many requests may be made.</param>
    /// <param name="afterPassAsync">Hears each time all that could be asked was asked for a page, and how many requests that took.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>How many requests were made.</returns>
    internal async Task<int> RunAsync(IReadOnlyList<HistoryQuery> inquiries, int atOnce, int budget, Func<int, Task> afterPassAsync, CancellationToken cancellationToken)
    {
        var made = 0;
        while (made < budget && inquiries.Where(inquiry => inquiry.IsOpen).ToList() is { Count: > 0 } open)
        {
            var now = time.GetUtcNow();
            var pass = open.Where(inquiry => NotBefore(inquiry) <= now).DistinctBy(Place).Take(budget - made).ToList();
            if (pass.Count == 0)
            {
                await PauseAsync(open.Min(NotBefore) - now, cancellationToken);
                continue;
            }

            await Parallel.ForEachAsync(pass, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken }, async (inquiry, token) => await AskAsync(inquiry, token));
            made += pass.Count;
            await afterPassAsync(pass.Count);
        }

        return made;
    }

    private static (string Account, string Region) Place(HistoryQuery inquiry) => (inquiry.Next.Account, inquiry.Next.Region);

    private DateTimeOffset NotBefore(HistoryQuery inquiry) => _notBefore.TryGetValue(Place(inquiry), out var paced) && paced > inquiry.NotBefore ? paced : inquiry.NotBefore;

    private async Task AskAsync(HistoryQuery inquiry, CancellationToken cancellationToken)
    {
        _notBefore[Place(inquiry)] = time.GetUtcNow() + Pace;
        EventPage page;
        try
        {
            page = await reader.LookUpAsync(inquiry.Next, cancellationToken);
        }
        catch (AccountReaderException failure)
        {
            inquiry.Fail(failure.Refusal, time.GetUtcNow());
            return;
        }

        try
        {
            await inquiry.TakeAsync(page, cancellationToken);
        }
        catch (LedgerBusyException)
        {
            // Other events of the account are being recorded: the page is asked for again.
            inquiry.Fail(ReaderRefusal.Unavailable, time.GetUtcNow());
        }
    }
}
