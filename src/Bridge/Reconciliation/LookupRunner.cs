using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Incidents;

namespace RootWatch.Bridge.Reconciliation;

/// <summary>
/// Asks many questions at once. It goes over all of them again and again, one page a question at a time, and takes at
/// least half a second for each time: AWS allows an account two lookups a second in each region.
/// </summary>
public sealed class LookupRunner(IAccountReader reader, TimeProvider time)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits; whoever simulates time does so in their own way.</summary>
    internal Func<TimeSpan, CancellationToken, Task> PauseAsync { get; init; } = (wait, cancellationToken) => Task.Delay(wait, time, cancellationToken);

    /// <summary>Asks until every question is done, or cannot be asked, or the budget is spent.</summary>
    /// <param name="inquiries">The questions.</param>
    /// <param name="atOnce">How many requests may be under way at once.</param>
    /// <param name="budget">How many requests may be made.</param>
    /// <param name="afterPassAsync">Hears each time all open questions were asked for a page, and how many requests that took.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>How many requests were made.</returns>
    internal async Task<int> RunAsync(IReadOnlyList<Inquiry> inquiries, int atOnce, int budget, Func<int, Task> afterPassAsync, CancellationToken cancellationToken)
    {
        var made = 0;
        while (made < budget && inquiries.Where(inquiry => inquiry.IsOpen).ToList() is { Count: > 0 } open)
        {
            // Of one account and region one question at a time.
            var now = time.GetUtcNow();
            var pass = open.Where(inquiry => inquiry.NotBefore <= now).DistinctBy(inquiry => (inquiry.Next.Account, inquiry.Next.Region)).Take(budget - made).ToList();
            var next = pass.Count > 0 ? now : open.Min(inquiry => inquiry.NotBefore);
            await Parallel.ForEachAsync(pass, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken }, async (inquiry, token) => await AskAsync(inquiry, token));
            made += pass.Count;
            await afterPassAsync(pass.Count);
            var end = next - now > Pace ? next : now + Pace;
            if (end - time.GetUtcNow() is var rest && rest > TimeSpan.Zero)
            {
                await PauseAsync(rest, cancellationToken);
            }
        }

        return made;
    }

    private async Task AskAsync(Inquiry inquiry, CancellationToken cancellationToken)
    {
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
