using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Reconciliation;

/// <summary>
/// Asks AWS about every account, in rounds, in the background: a timer sets one off, and heartbeats do. Of all processes
/// one does it, and where that ends, another goes on.
/// </summary>
public sealed partial class Reconciler(
    IIncidentStore store, IAccountReader reader, AccountReviewer reviewer, ReconcileRuns runs, ReconciledAccounts accounts, Spokes spokes, IOptions<ReconcileOptions> options, ILogger<Reconciler> logger) : IDisposable
{
    // So many accounts at a time: what is known of them is held in memory.
    private const int AtATime = 100;

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
                await RunAsync(_round = new Round(run, runs), _end.Token);
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
            Log.Failed(logger, failure.GetType().ToString(), failure.StackTrace);
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

    private async Task RunAsync(Round round, CancellationToken cancellationToken)
    {
        round.Watched = (await spokes.CoverageAsync(cancellationToken)).Select(spoke => new SpokeId(spoke.Account, spoke.Region)).ToHashSet();
        round.Used = (await store.QueryAsync(LedgerKeys.AllAccounts, string.Empty, cancellationToken)).Select(mark => mark.Key).ToHashSet(StringComparer.Ordinal);
        var known = (await accounts.AllAsync(cancellationToken)).ToDictionary(account => account.Account, StringComparer.Ordinal);

        // Who was done longest ago comes first, so that a budget that is too small leaves nobody out for ever.
        var all = (round.Run.Account is { } one ? [one] : await AccountsAsync(round, cancellationToken))
            .Select(account => known.GetValueOrDefault(account, new ReconciledAccount(account)))
            .OrderBy(account => account.Until ?? DateTimeOffset.MinValue).ThenBy(account => account.Account, StringComparer.Ordinal)
            .ToList();
        await round.ChangeAsync(current => current with { Accounts = all.Count, AccountsDone = 0 }, cancellationToken);
        foreach (var some in all.Chunk(AtATime))
        {
            if (round.Run.Requests >= options.Value.RequestsPerRound)
            {
                break;
            }

            var left = await reviewer.ReviewAsync(some, round, cancellationToken);
            await round.ChangeAsync(current => current with { AccountsDone = current.AccountsDone + some.Length - left }, cancellationToken);
        }

        var leftAtEnd = all.Count - round.Run.AccountsDone;
        await runs.TryEndAsync(round.Owned, leftAtEnd > 0 ? $"Reconcile:RequestsPerRound ({options.Value.RequestsPerRound}) is spent; {Phrases.Count(leftAtEnd, "account")} left for the next round." : null, cancellationToken);
        Log.Ended(logger, round.Run.AccountsDone, round.Run.Requests, round.Run.Found);
    }

    /// <summary>Those that are heard, that had root use, that are set, and the organization's.</summary>
    private async Task<IEnumerable<string>> AccountsAsync(Round round, CancellationToken cancellationToken)
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

        return round.Watched.Select(spoke => spoke.Account).Concat(round.Used).Concat(options.Value.Accounts).Concat(listed ?? []).Where(AccountId.Fits).Distinct(StringComparer.Ordinal);
    }

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

        // Not its message: that may repeat what a record says.
        [LoggerMessage(5, LogLevel.Error, "Asking AWS failed, and nobody thought of why; the next round is due in its time: {Type}\n{Where}")]
        public static partial void Failed(ILogger logger, string type, string? where);
    }
}
