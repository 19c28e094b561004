using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Reconciliation;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;
using RootWatch.Bridge.Storage.AzureTables;
using RootWatch.Bridge.Telemetry;

namespace RootWatch.Bridge.Sweeping;

/// <summary>Finishes what was left: due messages, expired leases, missing receipts, ended incidents, silent spokes, old entries. A timer sets it off, and heartbeats do.</summary>
public sealed partial class Sweep(
    IIncidentStore store,
    Ledger ledger,
    DeliveryLedger deliveries,
    ResilientLedger resilientLedger,
    Notifier notifier,
    ChannelMonitor monitor,
    Spokes spokes,
    WeeklyReport weekly,
    ChannelWatch watch,
    Reconciler reconciler,
    IOptions<LedgerOptions> options,
    BridgeMetrics metrics,
    TimeProvider time,
    ILogger<Sweep> logger) : IDisposable
{
    private const int AtOnce = 50;

    // A heartbeat a spoke: in a large organization many a second.
    private static readonly TimeSpan NotBefore = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Quiet = TimeSpan.FromDays(8);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly SemaphoreSlim _running = new(1);
    private DateTimeOffset _last = DateTimeOffset.MinValue;
    private readonly CancellationTokenSource _end = new();
    private readonly ScheduledTask _retention = new(store, "retention");
    private readonly Dictionary<string, ScheduledTask> _proofs = new(StringComparer.Ordinal);
    private int _isDueLater;

    /// <summary>Sweeps; where somebody does already or just did, a while later.</summary>
    public async Task RunAsync()
    {
        if (!await _running.WaitAsync(TimeSpan.Zero, CancellationToken.None))
        {
            RunLater(NotBefore);
            return;
        }

        try
        {
            if (_last + NotBefore is var next && next > time.GetUtcNow())
            {
                RunLater(next - time.GetUtcNow());
                return;
            }

            _last = time.GetUtcNow();
            await SweepAsync(CancellationToken.None);

            // In the background: it may take long.
            _ = reconciler.RunAsync();
        }
        catch (StoreUnavailableException failure)
        {
            Log.NotSwept(logger, failure.Message);
            foreach (var notice in spokes.WithoutLedger())
            {
                var entry = await resilientLedger.PostAsync(notice);
                await notifier.SendAsync(entry.Deliveries, entry.Result, new AnswerDeadline(time));
            }
        }
        finally
        {
            _running.Release();
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        _running.Dispose();
    }

    // So that what was heard since the last sweep does not wait for the next heartbeat.
    private void RunLater(TimeSpan wait)
    {
        if (Interlocked.Exchange(ref _isDueLater, 1) == 0)
        {
            _ = RunLaterAsync();
        }

        async Task RunLaterAsync()
        {
            try
            {
                await Task.Delay(wait, time, _end.Token);
                _isDueLater = 0;
                await RunAsync();
            }
            catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException)
            {
                // The process ends.
            }
            catch (Exception failure)
            {
                Log.NotSwept(logger, failure.Message);
            }
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        await notifier.CatchUpAsync(cancellationToken);
        await resilientLedger.CatchUpAsync(cancellationToken);
        var started = time.GetUtcNow();
        var oldest = started;
        await notifier.TellOfRecoveriesAsync(deliveries, cancellationToken);
        await SendAsync(await spokes.SweepAsync(cancellationToken));
        foreach (var account in await ledger.AccountsAsync(cancellationToken))
        {
            try
            {
                await SendAsync(await ledger.ReleaseAsync(account, cancellationToken));
                oldest = await FinishAsync(account, oldest, cancellationToken);
                await ledger.RetireAsync(account, Quiet, cancellationToken);
            }
            catch (UnreadableEntryException failure)
            {
                // The other accounts need not wait until somebody has mended this one.
                Log.NotSweptAccount(logger, account, failure.Message);
            }
        }

        await SendAsync(await weekly.SweepAsync(cancellationToken));
        await watch.SweepAsync(cancellationToken);
        oldest = await FinishAsync(LedgerKeys.System, oldest, cancellationToken);
        metrics.OldestDueIs(started - oldest);
        foreach (var channel in monitor.Health.Where(channel => channel.LastProof is not null))
        {
            if (!_proofs.TryGetValue(channel.Name, out var proof))
            {
                _proofs.Add(channel.Name, proof = ProofOf(store, channel.Name));
            }

            await proof.NoteAsync(channel.LastProof!.Value, cancellationToken);
        }

        var now = time.GetUtcNow();
        if (await _retention.TryTakeAsync(now - Day, now, cancellationToken))
        {
            Log.Forgot(logger, await store.ForgetAsync(now.AddDays(-options.Value.RetentionDays), cancellationToken));
        }
    }

    /// <summary>Sends what is left of a partition; returns since when the oldest that is still due has been, or what was given.</summary>
    private async Task<DateTimeOffset> FinishAsync(string partition, DateTimeOffset oldest, CancellationToken cancellationToken)
    {
        var open = await deliveries.OpenAsync(partition, cancellationToken);
        if (open.Count == 0)
        {
            return oldest;
        }

        await SendAsync([.. open.Where(delivery => !notifier.IsWaiting(delivery))]);
        return (await deliveries.OpenAsync(partition, cancellationToken)).Select(delivery => delivery.Due).Append(oldest).Min();
    }

    internal static ScheduledTask ProofOf(IIncidentStore store, string channel) => new(store, $"proof-{channel}");

    private async Task SendAsync(IReadOnlyList<Delivery> due)
    {
        foreach (var some in due.Chunk(AtOnce))
        {
            await notifier.SendAsync(deliveries, some, new AnswerDeadline(time));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The sweep ended early: {Problem}")]
        public static partial void NotSwept(ILogger logger, string problem);

        [LoggerMessage(3, LogLevel.Error, "The sweep passed over account {Account}: {Problem}")]
        public static partial void NotSweptAccount(ILogger logger, string account, string problem);

        [LoggerMessage(2, LogLevel.Information, "Entries past their retention deleted: {Count}")]
        public static partial void Forgot(ILogger logger, int count);
    }
}
