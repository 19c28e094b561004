using RootWatch.Detection;

namespace RootWatch.Bridge.Incidents;

/// <summary>Keeps the ledger in the process: for a laptop and for tests. A restart forgets.</summary>
public sealed class InMemoryIncidentStore(TimeProvider time) : IIncidentStore
{
    // EventBridge redelivers for a day; beyond two, no repetition is to be expected.
    private static readonly TimeSpan Retention = TimeSpan.FromHours(48);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Incident> _incidents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Queue<Entry> _oldestFirst = new();

    public ValueTask<RecordedFinding> RecordAsync(
        Finding finding, DateTimeOffset arrived, IReadOnlyList<string> channels, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Forget(arrived - Retention);
            if (!_entries.TryGetValue(finding.Record.EventId, out var entry))
            {
                entry = Record(finding, arrived, channels);
                _entries.Add(finding.Record.EventId, entry);
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
            var current = deliveries[delivery.Channel];
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
            deliveries[delivery.Channel] = leased;
            return ValueTask.FromResult<Delivery?>(leased);
        }
    }

    public ValueTask SettleAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _entries[delivery.EventId].Deliveries[delivery.Channel] = delivery;
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

    private Entry Record(Finding finding, DateTimeOffset arrived, IReadOnlyList<string> channels)
    {
        var before = _incidents.Values.FirstOrDefault(incident => incident.Takes(finding, arrived)) ?? Incident.Open(finding, arrived);
        var after = before.Add(finding, arrived);
        _incidents[after.Id] = after;
        var isNews = News.Is(before, finding);
        var deliveries = (isNews ? channels : []).ToDictionary(
            channel => channel, channel => new Delivery(finding.Record.EventId, channel), StringComparer.Ordinal);
        return new Entry(arrived, new RecordedFinding(finding, after, isNews, []), deliveries);
    }

    private void Forget(DateTimeOffset before)
    {
        while (_oldestFirst.TryPeek(out var oldest) && oldest.Arrived < before)
        {
            _oldestFirst.Dequeue();
            _entries.Remove(oldest.Recorded.Finding.Record.EventId);
            var incident = oldest.Recorded.Incident.Id;
            if (_incidents.TryGetValue(incident, out var kept) && kept.LastArrival < before)
            {
                _incidents.Remove(incident);
            }
        }
    }

    private sealed record Entry(DateTimeOffset Arrived, RecordedFinding Recorded, Dictionary<string, Delivery> Deliveries);
}
