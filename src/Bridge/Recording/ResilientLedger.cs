using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Storage;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Recording;

/// <summary>
/// Records in the ledger. While that is out of reach, or hangs, it records in the process's memory, so that people are
/// told all the same. Such a message says that it may be a repeat. What is in memory is written to the ledger as soon
/// as that answers.
/// </summary>
public sealed partial class ResilientLedger : IDisposable
{
    private const int MostKnown = 50_000;

    // EventBridge holds the others, too, and brings them back.
    private const int MostPending = 10_000;

    // What is left of the answer's 4.5 s belongs to the sending.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // So long nobody waits again for a ledger that did not answer, unless something was written meanwhile.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    // EventBridge brings an event back for a day at most.
    private static readonly MemoryCacheEntryOptions Known = new() { Size = 1, SlidingExpiration = TimeSpan.FromDays(1) };

    private readonly Ledger _ledger;
    private readonly DeliveryLedger _deliveries;
    private readonly Notifier _notifier;
    private readonly LedgerMonitor _monitor;
    private readonly TimeProvider _time;
    private readonly ILogger<ResilientLedger> _logger;
    private readonly Func<Memory> _newMemory;
    private readonly PendingWrites _pending;
    private readonly MemoryCache _inLedger = new(new MemoryCacheOptions { SizeLimit = MostKnown });
    private Memory? _memory;
    private DateTimeOffset _pausedUntil;

    public ResilientLedger(
        Ledger ledger,
        DeliveryLedger deliveries,
        Notifier notifier,
        LedgerMonitor monitor,
        PolicyInForce policy,
        AccountProfiles profiles,
        IReadOnlyList<INotificationChannel> channels,
        IOptions<NotificationOptions> options,
        TimeProvider time,
        ILogger<ResilientLedger> logger)
    {
        (_ledger, _deliveries, _notifier, _monitor, _time, _logger) = (ledger, deliveries, notifier, monitor, time, logger);
        _newMemory = () => new Memory(policy.LastKnown, profiles, channels, options, time);
        _pending = new PendingWrites(Missed, time);
    }

    /// <summary>How many events and notices are in memory alone.</summary>
    public int Unrecorded => _pending.Count;

    /// <summary>Records an event, and says which messages are due.</summary>
    /// <exception cref="LedgerBusyException">The account's turn did not come in time.</exception>
    public async Task<LedgerEntry<RecordingResult>> RecordAsync(RootRecord record, string json, DateTimeOffset arrived)
    {
        if (await TryAsync(record.EventId, record.Account, patience => _ledger.RecordAsync(record, json, arrived, patience)) is { } recorded)
        {
            return new LedgerEntry<RecordingResult>(recorded, _deliveries, IsInLedger: true);
        }

        // What is large waits in EventBridge alone.
        Func<CancellationToken, Task<IReadOnlyList<Delivery>>>? write = json.Length > RecordExcerpt.LargestRecord
            ? null
            : async cancellationToken => (await _ledger.RecordAsync(record, json, arrived, cancellationToken, isHistory: true)).Deliveries;
        var memory = Remember(record.EventId, record.Account, write);
        return new LedgerEntry<RecordingResult>(await memory.Ledger.RecordAsync(record, json, arrived, CancellationToken.None), memory.Deliveries, IsInLedger(record.EventId));
    }

    /// <summary>Makes a notice due, once, and says where its messages stand.</summary>
    /// <param name="notice">What is to be told.</param>
    /// <param name="group">What it belongs to, of which the first is told alone; null where it is told by itself.</param>
    public async Task<LedgerEntry<IReadOnlyList<Delivery>>> PostAsync(Notice notice, NoticeGroup? group = null)
    {
        var (id, partition) = (notice.Fingerprint, LedgerKeys.PartitionOf(notice.Topic));
        if (await TryAsync(id, partition, patience => PostAsync(_deliveries, notice, group, patience)) is { } posted)
        {
            return new LedgerEntry<IReadOnlyList<Delivery>>(posted, _deliveries, IsInLedger: true);
        }

        var memory = Remember(id, partition, cancellationToken => PostAsync(_deliveries, notice, group, cancellationToken));
        return new LedgerEntry<IReadOnlyList<Delivery>>(await PostAsync(memory.Deliveries, notice, group, CancellationToken.None), memory.Deliveries, IsInLedger(id));
    }

    /// <summary>Writes to the ledger what happened while it was out of reach.</summary>
    /// <exception cref="StoreUnavailableException">It still is.</exception>
    public Task CatchUpAsync(CancellationToken cancellationToken) => _pending.WriteAsync(cancellationToken);

    public void Dispose()
    {
        _pending.Dispose();
        _inLedger.Dispose();
    }

    private static async Task<IReadOnlyList<Delivery>> PostAsync(DeliveryLedger ledger, Notice notice, NoticeGroup? group, CancellationToken cancellationToken) =>
        group is not null ? await ledger.PostGroupedAsync(notice, group, cancellationToken)
        : await ledger.PostAsync(notice, cancellationToken) is { Count: > 0 } due ? due : await ledger.OfTopicAsync(notice.Topic, cancellationToken);

    private bool IsInLedger(string id) => _inLedger.TryGetValue(id, out _);

    /// <summary>Null where the ledger does not do it in time.</summary>
    private async Task<T?> TryAsync<T>(string id, string partition, Func<CancellationToken, Task<T>> act)
        where T : class
    {
        if (_time.GetUtcNow() < _pausedUntil)
        {
            return null;
        }

        try
        {
            using var patience = new CancellationTokenSource(Patience, _time);
            var done = await CatchUpAndAsync(partition, act, patience.Token).WaitAsync(patience.Token);
            _monitor.Answered();
            _inLedger.Set(id, id, Known);
            return done;
        }
        catch (LedgerBusyException) when (_monitor.Health.IsReachable is false)
        {
            // The turn did not come because whoever had it waited for the ledger.
            return null;
        }
        catch (Exception failure) when (failure is StoreUnavailableException or OperationCanceledException)
        {
            Missed(failure as StoreUnavailableException ?? new StoreUnavailableException("the ledger does not answer in time", failure));
            return null;
        }
    }

    private async Task<T> CatchUpAndAsync<T>(string partition, Func<CancellationToken, Task<T>> act, CancellationToken patience)
    {
        await _pending.WriteAsync(partition, patience);
        return await act(patience);
    }

    private Memory Remember(string id, string partition, Func<CancellationToken, Task<IReadOnlyList<Delivery>>>? write)
    {
        var memory = LazyInitializer.EnsureInitialized(ref _memory, _newMemory);
        if (write is not null && !IsInLedger(id) && _pending.Count < MostPending)
        {
            _pending.Add(id, partition, cancellationToken => CatchUpAsync(id, write, cancellationToken));
        }

        return memory;
    }

    private async Task CatchUpAsync(string id, Func<CancellationToken, Task<IReadOnlyList<Delivery>>> write, CancellationToken cancellationToken)
    {
        var due = await write(cancellationToken);
        _inLedger.Set(id, id, Known);
        _pausedUntil = default;
        if (_pending.Count <= 1)
        {
            // This was the last.
            _memory = null;
        }

        // The notifier knows what this process has sent. What it has not, because it was told together with something
        // worse or its channel was down, goes out now, and says so.
        _ = _notifier.SendAsync(_deliveries, [.. due.Select(delivery => delivery with { MayHaveBeenSent = true })], new AnswerDeadline(_time));
    }

    private void Missed(StoreUnavailableException failure)
    {
        _monitor.Failed(failure.Message);

        // What cannot be read concerns one account alone.
        if (failure is not UnreadableEntryException)
        {
            _pausedUntil = _time.GetUtcNow() + Pause;
        }

        Log.OutOfReach(_logger, failure.Message);
    }

    /// <summary>A ledger of its own, that ends with the process.</summary>
    private sealed class Memory
    {
        public Memory(DetectionPolicy policy, AccountProfiles profiles, IReadOnlyList<INotificationChannel> channels, IOptions<NotificationOptions> options, TimeProvider time)
        {
            var store = new InMemoryIncidentStore(time);
            Ledger = new Ledger(store, new PolicyInForce(store, policy, time), profiles, channels, options, time) { Suffix = $".{Recording.Ledger.NewLease()[..8]}" };
            Deliveries = new DeliveryLedger(store, Ledger, time);
        }

        public Ledger Ledger { get; }

        public DeliveryLedger Deliveries { get; }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The ledger is out of reach ({Problem}): alerts go out all the same, marked as possible repeats")]
        public static partial void OutOfReach(ILogger logger, string problem);
    }
}
