using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Incidents;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Reconciliation;

/// <summary>
/// Asks CloudTrail's event history, account by account and region by region, for root events that EventBridge did not
/// bring. It works in rounds, in the background: a timer sets one off, and heartbeats do.
/// </summary>
public sealed partial class Reconciler(
    IIncidentStore store,
    IAccountReader reader,
    LookupRunner runner,
    ReconcileRuns runs,
    ReconciledAccounts accounts,
    MissedRecords missed,
    Spokes spokes,
    IOptions<ReconcileOptions> options,
    TimeProvider time,
    ILogger<Reconciler> logger) : IDisposable
{
    // So many accounts at a time: what is known of them is held in memory.
    private const int AtATime = 100;

    private static readonly TimeSpan RegionsAreFresh = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private Task _running = Task.CompletedTask;
    private bool _saidOff;
    private Round? _round;

    /// <summary>Begins the round that is due, if one is and this process is not doing one; ends when it does.</summary>
    public Task RunAsync()
    {
        if (!options.Value.IsOn)
        {
            if (!_saidOff)
            {
                _saidOff = true;
                Log.Off(logger);
            }

            return Task.CompletedTask;
        }

        lock (_lock)
        {
            return _running.IsCompleted ? _running = Task.Run(TryRunAsync) : _running;
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private async Task TryRunAsync()
    {
        try
        {
            if (await runs.TryTakeAsync(_end.Token) is { } run)
            {
                _round = new Round(run, new HashSet<SpokeId>());
                await RunAsync(run, _end.Token);
            }
        }
        catch (StoreUnavailableException failure)
        {
            // The round is taken up again when its lease has ended.
            Log.Stopped(logger, failure.Message);
        }
        catch (RoundLostException)
        {
            // Whoever has it goes on from what was written down.
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The process ends.
        }
        catch (Exception failure)
        {
            // The next round is due in its time.
            Log.Failed(logger, failure);
            await EndAsync($"It failed: {failure.GetType().Name}.");
        }
    }

    private async Task EndAsync(string problem)
    {
        try
        {
            await runs.TryEndAsync(_round!.Owned, problem, _end.Token);
        }
        catch (Exception failure) when (failure is StoreUnavailableException or OperationCanceledException)
        {
            Log.Stopped(logger, failure.Message);
        }
    }

    private async Task RunAsync(OwnedRun run, CancellationToken cancellationToken)
    {
        var watched = (await spokes.CoverageAsync(cancellationToken)).Select(spoke => new SpokeId(spoke.Account, spoke.Region)).ToHashSet();
        var known = (await accounts.AllAsync(cancellationToken)).ToDictionary(account => account.Account, StringComparer.Ordinal);
        var round = _round = new Round(run, watched);

        // Who was done longest ago comes first, so that a budget that is too small leaves nobody out for ever.
        var all = (run.Run.Account is { } one ? [one] : await AccountsAsync(watched, cancellationToken))
            .Select(account => known.GetValueOrDefault(account, new ReconciledAccount(account)))
            .OrderBy(account => account.Until ?? DateTimeOffset.MinValue).ThenBy(account => account.Account, StringComparer.Ordinal)
            .ToList();
        await round.ChangeAsync(runs, current => current with { Accounts = all.Count, AccountsDone = 0 }, cancellationToken);
        foreach (var some in all.Chunk(AtATime))
        {
            if (round.Run.Requests >= options.Value.RequestsPerRound)
            {
                break;
            }

            var left = await ReviewAsync(some, round, cancellationToken);
            await round.ChangeAsync(runs, current => current with { AccountsDone = current.AccountsDone + some.Length - left }, cancellationToken);
        }

        var leftAtEnd = all.Count - round.Run.AccountsDone;
        await runs.TryEndAsync(round.Owned, leftAtEnd > 0 ? $"Reconcile:RequestsPerRound ({options.Value.RequestsPerRound}) is spent; {Notices.Count(leftAtEnd, "account")} left for the next round." : null, cancellationToken);
        Log.Ended(logger, round.Run.AccountsDone, round.Run.Requests, round.Run.Found);
    }

    /// <summary>Those that are heard, that had root use, that are set, and the organization's.</summary>
    private async Task<IEnumerable<string>> AccountsAsync(IEnumerable<SpokeId> watched, CancellationToken cancellationToken)
    {
        IReadOnlyList<string>? listed = null;
        try
        {
            listed = await reader.AccountsAsync(cancellationToken);
        }
        catch (AccountReaderException failure)
        {
            Log.NotListed(logger, failure.Message);
        }

        var used = (await store.QueryAsync(Keys.AllAccounts, string.Empty, cancellationToken)).Select(mark => mark.Key);
        return watched.Select(spoke => spoke.Account).Concat(used).Concat(options.Value.Accounts).Concat(listed ?? []).Where(AccountId.Fits).Distinct(StringComparer.Ordinal);
    }

    /// <summary>Asks about some accounts, and says how many are left since the budget is spent.</summary>
    private async Task<int> ReviewAsync(ReconciledAccount[] some, Round round, CancellationToken cancellationToken)
    {
        var reviews = new AccountReview?[some.Length];
        await Parallel.ForEachAsync(some.Index(), Parallelism(cancellationToken), async (account, token) => reviews[account.Index] = await EnterAsync(account.Item, round, token));
        List<AccountReview> entered = [.. reviews.OfType<AccountReview>()];
        do
        {
            var inquiries = entered.SelectMany(review => review.Inquiries).ToList();
            await round.ChangeAsync(runs, current => current with { Questions = current.Questions + inquiries.Count }, cancellationToken);
            var before = round.Run.Answered;
            await runner.RunAsync(inquiries, options.Value.AtOnce, options.Value.RequestsPerRound - round.Run.Requests, SaveAsync, cancellationToken);

            async Task SaveAsync(int made)
            {
                await WriteAsync(entered.Where(review => review.TakeUnsaved()), cancellationToken);
                var answered = before + inquiries.Count(inquiry => inquiry.IsDone);
                await round.ChangeAsync(runs, current => current with { Requests = current.Requests + made, Answered = answered }, cancellationToken);
            }
        }
        while (entered.Where(review => review.MoveOn()).ToList().Count > 0 && round.Run.Requests < options.Value.RequestsPerRound);

        List<AccountReview> left = [.. entered.Where(review => review.Inquiries.Any(inquiry => inquiry.IsOpen))];
        await WriteAsync(left, cancellationToken);
        return left.Count;
    }

    /// <summary>Null where the account does not let us in. Where it does not tell its regions, those that are known are asked.</summary>
    private async Task<AccountReview?> EnterAsync(ReconciledAccount account, Round round, CancellationToken cancellationToken)
    {
        if (!(account.RegionsListed > time.GetUtcNow() - RegionsAreFresh) || account.Refusal is not null)
        {
            try
            {
                var regions = await reader.RegionsAsync(account.Account, cancellationToken);
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
                if (failure.Refusal == ReaderRefusal.RoleMissing)
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

    private async Task<int> TakeAsync(IReadOnlyList<string> records, bool hasSpoke, Round round, CancellationToken cancellationToken)
    {
        var found = await missed.TakeAsync(records, hasSpoke, cancellationToken);
        round.Found(found);
        return found;
    }

    private Task WriteAsync(IEnumerable<AccountReview> reviews, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(reviews, Parallelism(cancellationToken), async (review, token) => await accounts.WriteAsync(review.Current, token));

    private ParallelOptions Parallelism(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = options.Value.AtOnce, CancellationToken = cancellationToken };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "AWS itself is not asked for events that EventBridge did not bring: Reconcile:ExternalId is not set")]
        public static partial void Off(ILogger logger);

        [LoggerMessage(2, LogLevel.Information, "Asked AWS about {Accounts} accounts with {Requests} requests; {Found} root events had not been brought by EventBridge")]
        public static partial void Ended(ILogger logger, int accounts, int requests, int found);

        [LoggerMessage(3, LogLevel.Warning, "The organization's accounts cannot be listed: {Problem}")]
        public static partial void NotListed(ILogger logger, string problem);

        [LoggerMessage(4, LogLevel.Error, "Asking AWS stopped, and will be taken up again: {Problem}")]
        public static partial void Stopped(ILogger logger, string problem);

        [LoggerMessage(5, LogLevel.Error, "Asking AWS failed; the next round is due in its time")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
