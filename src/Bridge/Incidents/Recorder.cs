using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Incidents.Messages;
using RootWatch.Bridge.Notifications;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Incidents;

/// <summary>
/// Records in the ledger. While that is out of reach, or hangs, it records in the process's memory, so that people are
/// told all the same. Such a message says that it may be a repeat. What is in memory is written to the ledger as soon
/// as that answers.
/// </summary>
public sealed partial class Recorder(
    Ledger ledger,
    Deliveries deliveries,
    Notifier notifier,
    LedgerMonitor monitor,
    DetectionPolicy policy,
    AccountProfiles profiles,
    IReadOnlyList<INotificationChannel> channels,
    IOptions<NotificationOptions> options,
    TimeProvider time,
    ILogger<Recorder> logger) : IDisposable
{
    // What is left of the answer's 4.5 s belongs to the sending.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // So long nobody waits again for a ledger that did not answer, unless it has answered something else meanwhile.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);

    // EventBridge brings an event back for a day at most.
    private static readonly MemoryCacheEntryOptions Known = new() { Size = 1, SlidingExpiration = TimeSpan.FromDays(1) };
    private const int MostKnown = 50_000;

    private readonly MemoryCache _inLedger = new(new MemoryCacheOptions { SizeLimit = MostKnown });
    private readonly ConcurrentDictionary<string, PendingWrite> _unrecorded = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _catchingUp = new(1);
    private readonly CancellationTokenSource _end = new();
    private long _places;
    private int _isWaiting;
    private Memory? _memory;
    private DateTimeOffset _pausedUntil;

    /// <summary>How many events and notices are in memory alone.</summary>
    public int Unrecorded => _unrecorded.Count;

    /// <summary>Records an event, and says which messages are due.</summary>
    /// <exception cref="LedgerBusyException">The account's turn did not come in time.</exception>
    public async Task<LedgerEntry<Recorded>> RecordAsync(RootRecord record, string json, DateTimeOffset arrived)
    {
        if (await TryAsync(record.EventId, record.Account, patience => ledger.RecordAsync(record, json, arrived, patience)) is { } recorded)
        {
            return new LedgerEntry<Recorded>(recorded, deliveries, IsInLedger: true);
        }

        var memory = Remember(record.EventId, record.Account, cancellationToken => WriteAsync(record, json, arrived, cancellationToken));
        return new LedgerEntry<Recorded>(await memory.Ledger.RecordAsync(record, json, arrived, CancellationToken.None), memory.Deliveries, IsInLedger(record.EventId));
    }

    /// <summary>Makes a notice due, once, and says where its messages stand.</summary>
    public async Task<LedgerEntry<IReadOnlyList<Delivery>>> PostAsync(Notice notice)
    {
        var partition = Keys.PartitionOf(notice.Topic);
        if (await TryAsync(notice.Fingerprint, partition, patience => PostAsync(deliveries, notice, patience)) is { } posted)
        {
            return new LedgerEntry<IReadOnlyList<Delivery>>(posted, deliveries, IsInLedger: true);
        }

        var memory = Remember(notice.Fingerprint, partition, cancellationToken => WriteAsync(notice, cancellationToken));
        return new LedgerEntry<IReadOnlyList<Delivery>>(await PostAsync(memory.Deliveries, notice, CancellationToken.None), memory.Deliveries, IsInLedger(notice.Fingerprint));
    }

    /// <summary>Writes to the ledger what happened while it was out of reach.</summary>
    /// <exception cref="StoreUnavailableException">It still is.</exception>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        foreach (var partition in _unrecorded.Values.OrderBy(known => known.Place).Select(known => known.Partition).Distinct(StringComparer.Ordinal).ToList())
        {
            try
            {
                await CatchUpAsync(partition, cancellationToken);
            }
            catch (UnreadableEntryException failure)
            {
                // One account's: the others need not wait until somebody has mended it.
                Missed(failure);
            }
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        _catchingUp.Dispose();
        _inLedger.Dispose();
    }

    private static async Task<IReadOnlyList<Delivery>> PostAsync(Deliveries book, Notice notice, CancellationToken cancellationToken) =>
        await book.PostAsync(notice, cancellationToken) is { Count: > 0 } due ? due : await book.OfTopicAsync(notice.Topic, cancellationToken);

    private bool IsInLedger(string id) => _inLedger.TryGetValue(id, out _);

    /// <summary>Null where the ledger does not do it in time.</summary>
    private async Task<T?> TryAsync<T>(string id, string partition, Func<CancellationToken, Task<T>> act)
        where T : class
    {
        if (time.GetUtcNow() < _pausedUntil)
        {
            return null;
        }

        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            var done = await CatchUpAndAsync(partition, act, patience.Token).WaitAsync(patience.Token);
            monitor.Answered();
            _inLedger.Set(id, id, Known);
            return done;
        }
        catch (LedgerBusyException) when (monitor.Health.IsReachable is false)
        {
            // The turn did not come because whoever had it waited for the ledger.
            return null;
        }
        catch (Exception failure) when (failure is StoreUnavailableException or OperationCanceledException)
        {
            Missed(failure);
            return null;
        }
    }

    private async Task<T> CatchUpAndAsync<T>(string partition, Func<CancellationToken, Task<T>> act, CancellationToken patience)
    {
        await CatchUpAsync(partition, patience);
        return await act(patience);
    }

    private async Task CatchUpAsync(string partition, CancellationToken cancellationToken)
    {
        if (_unrecorded.Values.All(known => known.Partition != partition))
        {
            return;
        }

        await _catchingUp.WaitAsync(cancellationToken);
        try
        {
            // In their order, so that the ledger finds the same news in them.
            foreach (var (id, unrecorded) in _unrecorded.Where(known => known.Value.Partition == partition).OrderBy(known => known.Value.Place))
            {
                await unrecorded.WriteAsync(cancellationToken);
                _inLedger.Set(id, id, Known);
                _unrecorded.TryRemove(id, out _);
            }

            if (_unrecorded.IsEmpty)
            {
                _memory = null;
            }

            _pausedUntil = default;
        }
        finally
        {
            _catchingUp.Release();
        }
    }

    private Memory Remember(string id, string partition, Func<CancellationToken, Task> write)
    {
        var memory = LazyInitializer.EnsureInitialized(ref _memory, () => new Memory(policy, profiles, channels, options, time));
        if (!IsInLedger(id))
        {
            _unrecorded.TryAdd(id, new PendingWrite(partition, Interlocked.Increment(ref _places), write));
            WaitForLedger();
        }

        return memory;
    }

    private void WaitForLedger()
    {
        if (!_unrecorded.IsEmpty && Interlocked.Exchange(ref _isWaiting, 1) == 0)
        {
            _ = Task.Run(WaitForLedgerAsync);
        }
    }

    private async Task WaitForLedgerAsync()
    {
        try
        {
            for (var wait = FirstWait; !_unrecorded.IsEmpty; wait = wait < LongestWait ? wait * 2 : wait)
            {
                await Task.Delay(wait, time, _end.Token);
                try
                {
                    await CatchUpAsync(_end.Token);
                }
                catch (StoreUnavailableException failure)
                {
                    Missed(failure);
                }
            }

            _isWaiting = 0;
            WaitForLedger();
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException or LedgerBusyException)
        {
            // The process ends. EventBridge still holds what was not recorded.
        }
    }

    private async Task WriteAsync(RootRecord record, string json, DateTimeOffset arrived, CancellationToken cancellationToken) =>
        Send((await ledger.RecordAsync(record, json, arrived, cancellationToken, isHistory: true)).Deliveries);

    private async Task WriteAsync(Notice notice, CancellationToken cancellationToken) => Send(await PostAsync(deliveries, notice, cancellationToken));

    // The notifier knows what this process has sent. What it has not, because it was told together with something worse
    // or its channel was down, goes out now, and says so.
    private void Send(IReadOnlyList<Delivery> due) =>
        _ = notifier.SendAsync(deliveries, [.. due.Select(delivery => delivery with { MayHaveBeenSent = true })], new Arrival(time));

    private void Missed(Exception failure)
    {
        var problem = (failure as StoreUnavailableException)?.Message ?? "the ledger does not answer in time";
        monitor.Failed(problem);

        // What cannot be read concerns one account alone.
        if (failure is not UnreadableEntryException)
        {
            _pausedUntil = time.GetUtcNow() + Pause;
        }

        Log.OutOfReach(logger, problem);
    }

    private sealed record PendingWrite(string Partition, long Place, Func<CancellationToken, Task> WriteAsync);

    /// <summary>A ledger of its own, that ends with the process.</summary>
    private sealed class Memory
    {
        public Memory(DetectionPolicy policy, AccountProfiles profiles, IReadOnlyList<INotificationChannel> channels, IOptions<NotificationOptions> options, TimeProvider time)
        {
            var store = new InMemoryIncidentStore(time);
            Ledger = new Ledger(store, new PolicyInForce(store, policy, time), profiles, channels, options, time) { Suffix = $".{Incidents.Ledger.NewLease()[..8]}" };
            Deliveries = new Deliveries(store, Ledger, time);
        }

        public Ledger Ledger { get; }

        public Deliveries Deliveries { get; }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The ledger is out of reach ({Problem}): alerts go out all the same, marked as possible repeats")]
        public static partial void OutOfReach(ILogger logger, string problem);
    }
}
