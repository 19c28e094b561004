using RootWatch.Detection.CloudTrail;

namespace RootWatch.Bridge.Incidents;

/// <summary>The ledger: which findings are known, to which incident each belongs, and which messages are due.</summary>
public interface IIncidentStore
{
    /// <summary>
    /// Assesses a record in its account's history and adds it to its incident, once for each event id: a
    /// repetition changes nothing and returns what the first call recorded, with the deliveries as they stand now.
    /// </summary>
    ValueTask<RecordedFinding> RecordAsync(RootRecord record, DateTimeOffset arrived, IReadOnlyList<string> channels, CancellationToken cancellationToken);

    /// <summary>Takes a delivery for a while; null where it has been sent or somebody else has it.</summary>
    ValueTask<Delivery?> TryLeaseAsync(Delivery delivery, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Ends a lease with what came of it.</summary>
    ValueTask SettleAsync(Delivery delivery, CancellationToken cancellationToken);

    /// <summary>The deliveries of an event as they stand now.</summary>
    ValueTask<IReadOnlyList<Delivery>> DeliveriesOfAsync(string eventId, CancellationToken cancellationToken);
}
