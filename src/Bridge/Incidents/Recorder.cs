using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Incidents.Messages;
using RootWatch.Bridge.Notifications;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Incidents;

/// <summary>
/// Records in the ledger; and while that is out of reach, in the process's memory, for alerting wins: what is told
/// then says that it may be a repeat, and is written to the ledger once that answers again.
/// </summary>
public sealed partial class Recorder(
    Ledger ledger,
    Deliveries deliveries,
    DetectionPolicy policy,
    AccountProfiles profiles,
    IReadOnlyList<INotificationChannel> channels,
    IOptions<NotificationOptions> options,
    TimeProvider time,
    ILogger<Recorder> logger) : IDisposable
{
    // What is left of the answer's 4.5 s belongs to the sending.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // So long nobody waits again for a ledger that did not answer.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (RootRecord Record, string Json, DateTimeOffset Arrived, long Place)> _unrecorded = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _catchingUp = new(1);
    private long _places;
    private Memory? _memory;
    private LedgerHealth _health = new(IsReachable: null, Since: null, Problem: null);
    private DateTimeOffset _pausedUntil;

    /// <summary>How the ledger last answered.</summary>
    public LedgerHealth Health => _health;

    /// <summary>Records, and says where the deliveries are kept.</summary>
    /// <exception cref="LedgerBusyException">The account's turn did not come in time.</exception>
    public async Task<(Recorded Recorded, Deliveries Book)> RecordAsync(RootRecord record, string json, DateTimeOffset arrived)
    {
        if (time.GetUtcNow() >= _pausedUntil)
        {
            try
            {
                using var patience = new CancellationTokenSource(Patience, time);
                var recorded = await ledger.RecordAsync(record, json, arrived, patience.Token);
                Reached();
                return (recorded, deliveries);
            }
            catch (Exception failure) when (failure is StoreUnavailableException or OperationCanceledException)
            {
                Missed(failure as StoreUnavailableException);
            }
        }

        var memory = LazyInitializer.EnsureInitialized(ref _memory, () => new Memory(policy, profiles, channels, options, time));
        var remembered = await memory.Ledger.RecordAsync(record, json, arrived, CancellationToken.None);
        _unrecorded.TryAdd(record.EventId, (record, json, arrived, Interlocked.Increment(ref _places)));
        return (remembered with { Deliveries = [.. remembered.Deliveries.Select(delivery => delivery with { MayHaveBeenSent = true })] }, memory.Deliveries);
    }

    /// <summary>Writes to the ledger what happened while it was out of reach.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        if (_unrecorded.IsEmpty || _memory is not { } memory || !await _catchingUp.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return;
        }

        try
        {
            // In their order, so that the ledger finds the same news in them.
            foreach (var (id, (record, json, arrived, _)) in _unrecorded.OrderBy(known => known.Value.Place))
            {
                var recorded = await ledger.RecordAsync(record, json, arrived, cancellationToken, isHistory: true);
                Reached();
                foreach (var delivery in recorded.Deliveries.Where(delivery => delivery.IsOpen))
                {
                    // What was told together with something worse is told again, and says so.
                    var told = (await memory.Deliveries.OfTopicAsync(delivery.Message.Topic, cancellationToken)).FirstOrDefault(other => IsToldBy(delivery, other));
                    await deliveries.SettleAsync(
                        told is null
                            ? delivery with { State = DeliveryState.Due, MayHaveBeenSent = true }
                            : delivery with { State = told.State, Proof = told.Proof, Settled = told.Settled, ReceiptDue = told.ReceiptDue },
                        following: null,
                        cancellationToken);
                }

                _unrecorded.TryRemove(id, out _);
            }

            _memory = null;
        }
        catch (StoreUnavailableException failure)
        {
            Missed(failure);
        }
        finally
        {
            _catchingUp.Release();
        }
    }

    public void Dispose() => _catchingUp.Dispose();

    // The same record for the same reasons: what became known later may have made it worse, which is other news.
    private static bool IsToldBy(Delivery delivery, Delivery other) =>
        other.Channel == delivery.Channel
        && other.State is DeliveryState.Sent or DeliveryState.AcceptedUnproven
        && (delivery.Message, other.Message) is (Alert due, Alert told)
        && due.Finding.Record.EventId == told.Finding.Record.EventId
        && due.Finding.Signals.Select(signal => signal.Id).SequenceEqual(told.Finding.Signals.Select(signal => signal.Id), StringComparer.Ordinal);

    private void Reached()
    {
        if (_health.IsReachable is not true)
        {
            _health = new LedgerHealth(IsReachable: true, time.GetUtcNow(), Problem: null);
        }
    }

    private void Missed(StoreUnavailableException? failure)
    {
        var problem = failure?.Message ?? "the ledger does not answer in time";
        _pausedUntil = time.GetUtcNow() + Pause;
        if (_health.IsReachable is not false)
        {
            _health = new LedgerHealth(IsReachable: false, time.GetUtcNow(), problem);
        }

        Log.OutOfReach(logger, problem);
    }

    /// <summary>A ledger of its own, that ends with the process.</summary>
    private sealed class Memory
    {
        public Memory(DetectionPolicy policy, AccountProfiles profiles, IReadOnlyList<INotificationChannel> channels, IOptions<NotificationOptions> options, TimeProvider time)
        {
            var store = new InMemoryIncidentStore(time);
            Ledger = new Ledger(store, new PolicyInForce(store, policy, time), profiles, channels, options, time);
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
