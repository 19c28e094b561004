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
        var entry = await store.FindAsync(account, LedgerKeys.Response(incident.Incident.Id), cancellationToken);
        var progress = entry is null ? ResponseProgress.None : Ledger.Read(entry.Content, LedgerJson.Default.ResponseProgress);
        return ResponseChecklist.Of(incident, progress, await postures.FindAsync(account, cancellationToken));
    }
}
