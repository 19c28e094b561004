using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Incidents;

/// <summary>Keeps the ledger in the process: for a laptop and for tests. A restart forgets.</summary>
public sealed class InMemoryIncidentStore(TimeProvider time, DetectionPolicy policy, AccountProfiles profiles) : IIncidentStore
{
    // EventBridge redelivers for a day; beyond two, no repetition is to be expected.
    private static readonly TimeSpan Retention = TimeSpan.FromHours(48);

    private readonly Lock _lock = new();
    private readonly AccountLedgers _ledgers = new(policy, profiles);
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Queue<Entry> _oldestFirst = new();

    public ValueTask<RecordedFinding> RecordAsync(
        RootRecord record, DateTimeOffset arrived, IReadOnlyList<string> channels, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Forget(arrived - Retention);
            if (!_entries.TryGetValue(record.EventId, out var entry))
            {
                entry = Record(record, arrived, channels);
                _entries.Add(record.EventId, entry);
                _oldestFirst.Enqueue(entry);
            }

            return ValueTask.FromResult(entry.Recorded with { Deliveries = [.. entry.Deliveries.Values] });
        }
    }

    public ValueTask<Delivery?> TryLeaseAsync(Delivery delivery, TimeSpan duration, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var deliveries = _entries[delivery.EventId].Deliveries;
            var current = deliveries[KeyOf(delivery)];
            if (current.State == DeliveryState.Sent || (current.State == DeliveryState.Leased && current.LeasedUntil > now))
            {
                return ValueTask.FromResult<Delivery?>(null);
            }

            var leased = current with
            {
                State = DeliveryState.Leased,
                LeasedUntil = now + duration,
                // A lease that expired was never settled: its attempt may have arrived.
                MayHaveBeenSent = current.MayHaveBeenSent || current.State == DeliveryState.Leased,
            };
            deliveries[KeyOf(delivery)] = leased;
            return ValueTask.FromResult<Delivery?>(leased);
        }
    }

    public ValueTask SettleAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _entries[delivery.EventId].Deliveries[KeyOf(delivery)] = delivery;
            return ValueTask.CompletedTask;
        }
    }

    public ValueTask<IReadOnlyList<Delivery>> DeliveriesOfAsync(string eventId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyList<Delivery>>([.. _entries[eventId].Deliveries.Values]);
        }
    }

    private static (string Incident, string Channel) KeyOf(Delivery delivery) => (delivery.IncidentId, delivery.Channel);

    private Entry Record(RootRecord record, DateTimeOffset arrived, IReadOnlyList<string> channels)
    {
        var recorded = _ledgers.Record(record, arrived);
        var deliveries =
            from news in recorded.News
            from channel in channels
            select new Delivery(record.EventId, news.Incident.Id, channel);
        return new Entry(arrived, recorded, deliveries.ToDictionary(KeyOf));
    }

    private void Forget(DateTimeOffset before)
    {
        while (_oldestFirst.TryPeek(out var oldest) && oldest.Arrived < before)
        {
            _oldestFirst.Dequeue();
            _entries.Remove(oldest.Recorded.Finding.Record.EventId);
        }
    }

    private sealed record Entry(DateTimeOffset Arrived, RecordedFinding Recorded, Dictionary<(string Incident, string Channel), Delivery> Deliveries);
}
