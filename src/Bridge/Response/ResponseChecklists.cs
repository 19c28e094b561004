using System.Text.Json.Serialization.Metadata;
using RootWatch.Bridge.Posture;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Response;

/// <summary>Makes the checklist of an incident.</summary>
public sealed class ResponseChecklists(IIncidentStore store, Postures postures)
{
    /// <summary>The incident's checklist as it is now.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<ResponseChecklist> OfAsync(IncidentDetails incident, CancellationToken cancellationToken)
    {
        var account = incident.Incident.Account;
        var progress = await FindAsync(account, LedgerKeys.Response(incident.Incident.Id), LedgerJson.Default.ResponseProgress, cancellationToken) ?? ResponseProgress.None;
        var observed = await FindAsync(account, LedgerKeys.Observed, LedgerJson.Default.ObservedResources, cancellationToken) ?? ObservedResources.None;
        return ResponseChecklist.Of(incident, progress, observed.Changes, await postures.FindAsync(account, cancellationToken));
    }

    private async Task<T?> FindAsync<T>(string account, string key, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        await store.FindAsync(account, key, cancellationToken) is { } entry ? Ledger.Read(entry.Content, type) : null;
}
