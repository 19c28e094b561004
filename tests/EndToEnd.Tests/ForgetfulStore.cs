using RootWatch.Bridge.Incidents;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Policy;

namespace RootWatch.EndToEnd.Tests;

/// <summary>A ledger that can be emptied, so that one bridge serves many tests that know nothing of each other.</summary>
internal sealed class ForgetfulStore : IIncidentStore
{
    private InMemoryIncidentStore _store = Empty();

    public void Forget() => _store = Empty();

    public ValueTask<RecordedFinding> RecordAsync(RootRecord record, DateTimeOffset arrived, IReadOnlyList<string> channels, CancellationToken cancellationToken) =>
        _store.RecordAsync(record, arrived, channels, cancellationToken);

    public ValueTask<Delivery?> TryLeaseAsync(Delivery delivery, TimeSpan duration, CancellationToken cancellationToken) =>
        _store.TryLeaseAsync(delivery, duration, cancellationToken);

    public ValueTask SettleAsync(Delivery delivery, CancellationToken cancellationToken) => _store.SettleAsync(delivery, cancellationToken);

    public ValueTask<IReadOnlyList<Delivery>> DeliveriesOfAsync(string eventId, CancellationToken cancellationToken) =>
        _store.DeliveriesOfAsync(eventId, cancellationToken);

    private static InMemoryIncidentStore Empty() => new(TimeProvider.System, DetectionPolicy.None, AccountProfiles.None);
}
