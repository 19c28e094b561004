using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.LeftBehind;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Storage;
using RootWatch.Detection;
using RootWatch.Detection.History;

namespace RootWatch.Bridge.Recording;

/// <summary>Reads incidents for people: those that are going on, and those that are past.</summary>
public sealed class IncidentArchive(IIncidentStore store, Ledger ledger, DeliveryLedger deliveries, PolicyInForce policy)
{
    private const int AtOnce = 16;
    private const int MostMoves = 10;

    /// <summary>An incident with all that is kept of it; null where there is none of that name.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IncidentDetails?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (!LedgerKeys.IsIncident(id))
        {
            return null;
        }

        (id, var document) = await ResolveAsync(id, cancellationToken);
        var account = LedgerKeys.PartitionOf(id);
        var current = await ledger.AccountAsync(account, cancellationToken);
        if (current.IncidentOf(id) is { } incident)
        {
            return await FileAsync(IncidentDocument.Of(incident), [.. incident.Known.Select(known => new IncidentRecord(known.At, known.Finding))], current.History, cancellationToken);
        }

        return document is not null ? await FileAsync(document, await PastRecordsAsync(account, id, cancellationToken), history: null, cancellationToken) : null;
    }

    /// <summary>What the incident of that name is called now, since earlier records of it may have arrived late; null where it is no incident's name.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<string?> NameAsync(string id, CancellationToken cancellationToken) =>
        LedgerKeys.IsIncident(id) ? (await ResolveAsync(id, cancellationToken)).Id : null;

    /// <summary>The record as it is kept; null where it is not kept any more.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<StoredRecord?> RecordAsync(string account, string eventId, CancellationToken cancellationToken) =>
        await store.FindAsync(account, LedgerKeys.Event(eventId), cancellationToken) is { } entry && Ledger.Read(entry.Content, LedgerJson.Default.EventDocument) is { Json.Length: > 0 } document ? new StoredRecord(document.Json, document.CutFrom) : null;

    /// <summary>All incidents that are kept, the latest first.</summary>
    /// <param name="account">Of this account alone; null for all accounts.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<IncidentDocument>> ListAsync(string? account, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> accounts = account is not null ? [account] : [.. (await store.QueryAsync(LedgerKeys.AllAccounts, string.Empty, cancellationToken)).Select(mark => mark.Key)];
        List<IncidentDocument> incidents = [];
        foreach (var some in accounts.Chunk(AtOnce))
        {
            foreach (var entries in await Task.WhenAll(some.Select(one => store.QueryAsync(one, LedgerKeys.Incidents, cancellationToken))))
            {
                incidents.AddRange(entries.Select(entry => Ledger.Read(entry.Content, LedgerJson.Default.IncidentDocument)).Where(incident => incident.MovedTo is null));
            }
        }

        return [.. incidents.OrderByDescending(incident => incident.Incident.Start).ThenBy(incident => incident.Incident.Id, StringComparer.Ordinal)];
    }

    /// <summary>The name that an incident has now, and how it is listed under it; null where it is not.</summary>
    private async Task<(string Id, IncidentDocument? Document)> ResolveAsync(string id, CancellationToken cancellationToken)
    {
        var document = await DocumentAsync(id, cancellationToken);
        for (var moves = 0; moves < MostMoves && document is { MovedTo: { } other }; moves++)
        {
            (id, document) = (other, await DocumentAsync(other, cancellationToken));
        }

        return (id, document);
    }

    private async Task<IncidentDocument?> DocumentAsync(string id, CancellationToken cancellationToken) =>
        await store.FindAsync(LedgerKeys.PartitionOf(id), LedgerKeys.Incident(id), cancellationToken) is { } entry ? Ledger.Read(entry.Content, LedgerJson.Default.IncidentDocument) : null;

    private async Task<IncidentDetails> FileAsync(IncidentDocument document, IReadOnlyList<IncidentRecord> records, AccountHistory? history, CancellationToken cancellationToken)
    {
        var id = document.Incident.Id;
        var audit = await AuditAsync(document.Incident.Account, id, cancellationToken);
        return new IncidentDetails(
            document,
            records,
            await AlternativesAsync(records, history, cancellationToken),
            await deliveries.OfTopicAsync(id, cancellationToken),
            audit)
        { LeftBehind = await LeftBehindAsync(document.Incident, cancellationToken) };
    }

    // What people did while the incident had another name is of it as well.
    private async Task<IReadOnlyList<AuditEntry>> AuditAsync(string account, string id, CancellationToken cancellationToken)
    {
        var all = (await store.QueryAsync(account, Audit.Prefix, cancellationToken)).Select(entry => Ledger.Read(entry.Content, LedgerJson.Default.AuditEntry)).ToList();
        if (all.TrueForAll(entry => entry.Subject == id || !LedgerKeys.IsIncident(entry.Subject)))
        {
            return [.. all.Where(entry => entry.Subject == id)];
        }

        var moved = (await store.QueryAsync(account, LedgerKeys.Incidents, cancellationToken))
            .Select(entry => Ledger.Read(entry.Content, LedgerJson.Default.IncidentDocument))
            .Where(incident => incident.MovedTo is not null)
            .ToDictionary(incident => incident.Incident.Id, incident => incident.MovedTo!, StringComparer.Ordinal);
        return [.. all.Where(entry => NameNow(entry.Subject) == id)];

        string NameNow(string name)
        {
            for (var moves = 0; moves < MostMoves && moved.TryGetValue(name, out var other); moves++)
            {
                name = other;
            }

            return name;
        }
    }

    /// <summary>What an incident's own records tell of what it left behind, and what AWS told since.</summary>
    private async Task<IReadOnlyList<FollowedCredential>> LeftBehindAsync(IncidentSnapshot incident, CancellationToken cancellationToken)
    {
        if (incident.LeftBehind is not { } left)
        {
            return [];
        }

        var known = await store.FindAsync(incident.Account, LedgerKeys.Followed, cancellationToken) is { } entry ? Ledger.Read(entry.Content, LedgerJson.Default.FollowedCredentials) : FollowedCredentials.None;
        return
        [
            .. left.Items.Select(item => known.Credentials.Find(other => other.Item.Credential.IsSame(item.Credential) && (other.Incident == incident.Id || other.Item.Made == item.Made)) is { } followed
                ? followed with { Item = followed.Item.With(item) }
                : new FollowedCredential(item, incident.Id)),
        ];
    }

    /// <summary>What would have made the worst of it less than it is.</summary>
    private async Task<IReadOnlyList<Alternative>?> AlternativesAsync(IReadOnlyList<IncidentRecord> records, AccountHistory? history, CancellationToken cancellationToken) =>
        history is null || records.MaxBy(record => (record.Finding.Assessment, record.Finding.Severity)) is not { } worst
            ? null
            : [.. Explanation.Of(history, worst.Finding.Record, worst.Finding.Arrived, await policy.CurrentAsync(cancellationToken)).Alternatives
                .Where(other => other.Assessment < worst.Finding.Assessment)];

    private async Task<IReadOnlyList<IncidentRecord>> PastRecordsAsync(string account, string id, CancellationToken cancellationToken) =>
        [.. (await store.QueryAsync(account, LedgerKeys.Events, cancellationToken))
            .Select(entry => Ledger.Read(entry.Content, LedgerJson.Default.EventDocument))
            .Where(document => document.IncidentId == id)
            .Select(document => new IncidentRecord(document.Finding.Record.EventTime ?? document.Finding.Arrived ?? default, document.Finding))
            .OrderBy(record => record.At)];
}
