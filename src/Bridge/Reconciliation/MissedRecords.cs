using System.Text;
using System.Text.Json;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;
using RootWatch.Detection;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Bridge.Reconciliation;

/// <summary>Takes what CloudTrail's event history has, and lets what the ledger does not know go the ordinary way.</summary>
public sealed class MissedRecords(IIncidentStore store, Ledger ledger, DeliveryLedger deliveries, Notifier notifier, TimeProvider time)
{
    /// <summary>Says how many of the records concern root and were not known.</summary>
    /// <param name="records">Records' JSON, in the order in which they happened.</param>
    /// <param name="hasSpoke">Whether their account and region have a spoke.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    /// <exception cref="LedgerBusyException">The account's turn did not come in time.</exception>
    public async Task<int> TakeAsync(IReadOnlyList<string> records, bool hasSpoke, CancellationToken cancellationToken)
    {
        var found = 0;
        foreach (var json in records)
        {
            if (Read(json) is { } record && await store.FindAsync(record.Account, LedgerKeys.Event(record.EventId), cancellationToken) is null)
            {
                await TellAsync(record, json, hasSpoke, cancellationToken);
                found++;
            }
        }

        return found;
    }

    // One that is broken must not keep the others away.
    private static RootRecord? Read(string json)
    {
        try
        {
            return Detector.Read(Encoding.UTF8.GetBytes(json));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task TellAsync(RootRecord record, string json, bool hasSpoke, CancellationToken cancellationToken)
    {
        var deadline = new AnswerDeadline(time);
        var recorded = await ledger.RecordAsync(record with { FoundInHistory = new HistoryFind(deadline.At, hasSpoke) }, json, deadline.At, cancellationToken);
        await notifier.SendAsync(deliveries, recorded.Deliveries, deadline);
    }
}
