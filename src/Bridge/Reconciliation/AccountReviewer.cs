using Microsoft.Extensions.Options;
using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.LeftBehind;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Posture;
using RootWatch.Bridge.Response;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Reconciliation;

/// <summary>
/// Asks AWS about some accounts: which root events EventBridge did not bring, what the credentials did that bad
/// incidents left behind, what people have done about those, and how root can sign in.
/// </summary>
public sealed class AccountReviewer(
    IAccountReader reader,
    LookupRunner runner,
    ReconciledAccounts accounts,
    MissedRecords missed,
    CredentialFollower follower,
    ResponseFollower responses,
    PostureWatch posture,
    DeliveryLedger deliveries,
    Notifier notifier,
    IOptions<ReconcileOptions> options,
    TimeProvider time)
{
    private const int MostAttempts = 4;
    private static readonly TimeSpan AttemptsApart = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RegionsAreFresh = TimeSpan.FromDays(1);

    /// <summary>Says how many of the accounts are left since the budget is spent.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    /// <exception cref="RoundLostException">Another process has taken the round over.</exception>
    internal async Task<int> ReviewAsync(ReconciledAccount[] some, Round round, CancellationToken cancellationToken)
    {
        var reviews = new AccountReview?[some.Length];
        await Parallel.ForEachAsync(some.Index(), Parallelism(cancellationToken), async (account, token) => reviews[account.Index] = await EnterAsync(account.Item, round, token));
        List<AccountReview> entered = [.. reviews.OfType<AccountReview>()];
        do
        {
            await AskAsync([.. entered.SelectMany(review => review.Inquiries)], round, () => WriteAsync(entered.Where(review => review.TakeUnsaved()), cancellationToken), cancellationToken);
        }
        while (entered.Where(review => review.MoveOn()).ToList().Count > 0 && Budget(round) > 0);

        List<AccountReview> left = [.. entered.Where(review => review.Inquiries.Any(inquiry => inquiry.IsOpen))];
        await WriteAsync(left, cancellationToken);
        List<ReconciledAccount> used = [.. entered.Select(review => review.Current).Where(account => round.Used.Contains(account.Account))];
        await FollowAsync(used, round, cancellationToken);

        // After the events, so that what was found explains what has changed.
        await SendAsync(await posture.LookAsync([.. some.Select(account => account.Account)], cancellationToken));
        foreach (var account in used)
        {
            await SendAsync(await responses.EndAsync(account.Account, cancellationToken));
        }

        return left.Count;
    }

    /// <summary>Null where the account does not let us in, or no region of it is known. Where it does not tell its regions, those that are known are asked.</summary>
    private async Task<AccountReview?> EnterAsync(ReconciledAccount account, Round round, CancellationToken cancellationToken)
    {
        if (!(account.RegionsListed > time.GetUtcNow() - RegionsAreFresh) || account.Refusal is not null)
        {
            try
            {
                var regions = await RegionsAsync(account.Account, cancellationToken);
                account = account with
                {
                    Refusal = null,
                    RegionsListed = time.GetUtcNow(),
                    Regions = [.. regions.Select(region => account.Regions.Find(known => known.Region == region) ?? new ReconciledRegion(region))],
                };
            }
            catch (AccountReaderException failure)
            {
                account = account with { Refusal = failure.Refusal, Regions = account.Regions.IsEmpty ? round.WatchedRegionsOf(account.Account) : account.Regions };
                if (failure.Refusal == ReaderRefusal.RoleMissing || account.Regions.IsEmpty)
                {
                    await accounts.WriteAsync(account, cancellationToken);
                    return null;
                }
            }
        }

        return new AccountReview(
            account,
            [
                .. account.Regions.Select(region => new RegionReview(
                    account.Account, region, round.Run, TimeSpan.FromHours(options.Value.FirstLookHours), (records, token) => TakeAsync(records, round.IsWatched(account.Account, region.Region), round, token))),
            ]);
    }

    // Without them nothing of the account can be asked, so what passes by itself is waited for.
    private async Task<IReadOnlyList<string>> RegionsAsync(string account, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await reader.RegionsAsync(account, cancellationToken);
            }
            catch (AccountReaderException failure) when (failure.Refusal is ReaderRefusal.Throttled or ReaderRefusal.Unavailable && attempt < MostAttempts)
            {
                await runner.PauseAsync(AttemptsApart * attempt, cancellationToken);
            }
        }
    }

    private async Task<int> TakeAsync(IReadOnlyList<string> records, bool hasSpoke, Round round, CancellationToken cancellationToken)
    {
        var found = await missed.TakeAsync(records, hasSpoke, cancellationToken);
        round.Found(found);
        return found;
    }

    private async Task FollowAsync(IReadOnlyList<ReconciledAccount> some, Round round, CancellationToken cancellationToken)
    {
        List<HistoryQuery> inquiries = [];
        foreach (var account in some)
        {
            IReadOnlyList<string> regions = [.. account.Regions.Select(region => region.Region)];
            inquiries.AddRange(await follower.BeginAsync(account.Account, regions, cancellationToken));
            inquiries.AddRange(await responses.BeginAsync(account.Account, regions, cancellationToken));
        }

        await AskAsync(inquiries, round, static () => Task.CompletedTask, cancellationToken);
        foreach (var account in some)
        {
            await SendAsync(await follower.EndAsync(account.Account, cancellationToken));
        }
    }

    private async Task AskAsync(List<HistoryQuery> inquiries, Round round, Func<Task> saveAsync, CancellationToken cancellationToken)
    {
        await round.ChangeAsync(current => current with { Questions = current.Questions + inquiries.Count }, cancellationToken);
        var before = round.Run.Answered;
        await runner.RunAsync(inquiries, options.Value.AtOnce, Budget(round), NoteAsync, cancellationToken);

        async Task NoteAsync(int made)
        {
            await saveAsync();
            var answered = before + inquiries.Count(inquiry => inquiry.IsDone);
            await round.ChangeAsync(current => current with { Requests = current.Requests + made, Answered = answered }, cancellationToken);
        }
    }

    private Task WriteAsync(IEnumerable<AccountReview> reviews, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(reviews, Parallelism(cancellationToken), async (review, token) => await accounts.WriteAsync(review.Current, token));

    private async Task SendAsync(IReadOnlyList<Delivery> due)
    {
        if (due.Count > 0)
        {
            await notifier.SendAsync(deliveries, due, new AnswerDeadline(time));
        }
    }

    private int Budget(Round round) => options.Value.RequestsPerRound - round.Run.Requests;

    private ParallelOptions Parallelism(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = options.Value.AtOnce, CancellationToken = cancellationToken };
}
