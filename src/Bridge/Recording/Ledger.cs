using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Response;
using RootWatch.Bridge.Storage;
using RootWatch.Detection;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;

namespace RootWatch.Bridge.Recording;

/// <summary>
/// Which findings are known, to which incident each belongs, and which messages are due: the same for however
/// many processes share the store.
/// </summary>
public sealed class Ledger(
    IIncidentStore store, PolicyInForce policy, AccountProfiles profiles, IReadOnlyList<INotificationChannel> channels, IOptions<NotificationOptions> options, TimeProvider time) : IDisposable
{
    // Records, of all accounts together.
    private const int MostCached = 20_000;

    // A row of the store holds 1 MiB, compressed; attackers' words may not compress well.
    private const int LargestDocument = 900_000;

    private static readonly TimeSpan TouchAgain = TimeSpan.FromHours(1);

    private readonly AccountLocks _turns = new();
    private readonly MemoryCache _accounts = new(new MemoryCacheOptions { SizeLimit = MostCached });

    /// <summary>Sets its deliveries apart from those of the ledger that all processes share. Empty for that one; of any other, every message says that it may be a repeat.</summary>
    public string Suffix { get; init; } = string.Empty;

    /// <summary>
    /// Assesses a record in its account's history and adds it to its incident, once for each event id: a
    /// repetition changes nothing and returns what the first call recorded, with what is still to be sent.
    /// </summary>
    /// <param name="record">The record.</param>
    /// <param name="json">The record as it arrived.</param>
    /// <param name="arrived">When it arrived, UTC.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="isHistory">It arrived a while ago and may have been told already: nothing of it is held back.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    /// <exception cref="LedgerBusyException">The account's turn did not come in time.</exception>
    public async Task<RecordingResult> RecordAsync(RootRecord record, string json, DateTimeOffset arrived, CancellationToken cancellationToken, bool isHistory = false)
    {
        var interval = isHistory ? TimeSpan.Zero : options.Value.Interval;

        // First, so that whichever of the two fails, the event's redelivery does both.
        var elsewhere = await LearnAsync(record, arrived, interval, cancellationToken);
        using var turn = await _turns.TakeAsync(record.Account, cancellationToken);
        var lease = NewLease();
        var contention = new ConflictBackoff(time);
        while (true)
        {
            var cached = _accounts.Get<Loaded>(record.Account);
            if (cached is null || cached.Ledger.Knows(record.EventId))
            {
                // All at once, for a cold process has little time.
                var (loading, _) = (LoadAsync(record.Account, cancellationToken), policy.CurrentAsync(cancellationToken));
                var known = await store.FindAsync(record.Account, LedgerKeys.Event(record.EventId), cancellationToken);
                cached = await loading;
                if (known is not null && record.FoundInHistory is null && WithBrought(known, arrived) is { } brought)
                {
                    cached = await TryNoteBroughtAsync(record, cached, arrived, brought, cancellationToken);
                    if (cached is null)
                    {
                        await contention.WaitAsync(cancellationToken);
                        continue;
                    }
                }

                if (known is not null)
                {
                    var resumed = await ResumeAsync(record.Account, known, cached, lease, cancellationToken);
                    return resumed with { Deliveries = [.. elsewhere, .. resumed.Deliveries] };
                }
            }

            var (ledger, recorded) = cached.Ledger.Record(record, arrived, await policy.CurrentAsync(cancellationToken));
            var newsOf = recorded.News.Select(news => news.Incident.Id).ToList();
            var kept = RecordExcerpt.Of(json);
            var entry = Json(new EventDocument(recorded.Finding, recorded.Incident.Id, newsOf) { Json = kept.Json, CutFrom = kept.CutFrom });
            var moved = await MovesAsync(record.Account, ledger, recorded.Moved, cancellationToken);
            await TouchAsync(record.Account, cached, cancellationToken);
            if (await TryCommitAsync(record.Account, cached, ledger, recorded.Incident.Id, interval, lease, [EntryChange.Insert(LedgerKeys.Event(record.EventId), entry), .. moved], cancellationToken) is { } committed)
            {
                return new RecordingResult(recorded.Finding, recorded.Incident.Id, newsOf)
                {
                    Deliveries = [.. elsewhere, .. committed.Deliveries],
                    HeldUntil = HeldUntil(committed.Ledger, newsOf),
                };
            }

            await contention.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Makes due what time has made due: news that was held back, and summaries of incidents that have ended.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<Delivery>> ReleaseAsync(string account, CancellationToken cancellationToken)
    {
        using var turn = await _turns.TakeAsync(account, cancellationToken);
        return (await ReleaseAsync(account, await LoadAsync(account, cancellationToken), NewLease(), cancellationToken)).Deliveries;
    }

    /// <summary>Notes what a person said of an incident, and makes due what is to be told of it; null where the incident is not known.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<Delivery>?> AcknowledgeAsync(string incident, Verdict verdict, string name, string note, CancellationToken cancellationToken)
    {
        var account = LedgerKeys.PartitionOf(incident);
        using var turn = await _turns.TakeAsync(account, cancellationToken);
        var lease = NewLease();
        var contention = new ConflictBackoff(time);
        while (true)
        {
            var loaded = await LoadAsync(account, cancellationToken);
            if (loaded.Ledger.Acknowledge(incident, verdict, name, note, time.GetUtcNow(), await policy.CurrentAsync(cancellationToken)) is not var (ledger, known))
            {
                return null;
            }

            var due = Leased([IncidentNotices.Acknowledged(known) with { Number = known.Notifications.Messages }], lease);
            var audit = Audit.Entry(time.GetUtcNow(), new AuditEntry(verdict.ToString(), incident, name, note, time.GetUtcNow()));
            if (await TryCommitAsync(account, loaded, ledger, incident, options.Value.Interval, lease, [audit, .. due.Select(Setting)], cancellationToken) is { } committed)
            {
                return [.. due, .. committed.Deliveries];
            }

            await contention.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Takes an incident for the worst, since something that it left behind was used, and makes due what is to be told of that as its next message.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="compose">Makes the notice of the incident as it is then.</param>
    /// <param name="together">What is written with it, in the account's partition, and says that it is told.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null, and nothing is due, where the incident is not kept any more, or somebody else changed what is written with it.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<IReadOnlyList<Delivery>?> TellOfUseAsync(string incident, Func<IncidentSnapshot, Notice> compose, EntryChange together, CancellationToken cancellationToken)
    {
        var account = LedgerKeys.PartitionOf(incident);
        using var turn = await _turns.TakeAsync(account, cancellationToken);
        var lease = NewLease();
        var contention = new ConflictBackoff(time);
        while (true)
        {
            if ((await store.FindAsync(account, together.Key, cancellationToken))?.Version != together.Version
                || await store.FindAsync(account, LedgerKeys.Incident(incident), cancellationToken) is not { } entry)
            {
                return null;
            }

            var listed = Read(entry.Content, LedgerJson.Default.IncidentDocument);
            var loaded = await LoadAsync(account, cancellationToken);
            var (ledger, state) = loaded.Ledger.NoteCredentialUse(incident, listed.Messages, time.GetUtcNow());
            var past = listed with { Incident = listed.Incident with { Assessment = Assessment.Anomalous, Severity = Severity.Critical } };
            if (await TryNotifyAsync(loaded, ledger, state, past, compose, [together], lease, cancellationToken) is { } due)
            {
                return due;
            }

            await contention.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Notes how far the response to an incident has come, and makes due what is to be sent of it as its next message.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="update">Changes what is known of the response; it may be asked again.</param>
    /// <param name="compose">Makes the notice of the incident and the response as they are then; null where there is none to send.</param>
    /// <param name="audit">What people did.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What is due; null where the incident is not kept any more.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<IReadOnlyList<Delivery>?> NoteResponseAsync(
        string incident, Func<ResponseProgress, ResponseProgress> update, Func<IncidentSnapshot, ResponseProgress, Notice?> compose, IReadOnlyList<AuditEntry> audit, CancellationToken cancellationToken)
    {
        var account = LedgerKeys.PartitionOf(incident);
        using var turn = await _turns.TakeAsync(account, cancellationToken);
        var lease = NewLease();
        var contention = new ConflictBackoff(time);
        while (true)
        {
            if (await store.FindAsync(account, LedgerKeys.Incident(incident), cancellationToken) is not { } entry)
            {
                return null;
            }

            var (before, version) = await ProgressAsync(account, incident, cancellationToken);
            var progress = update(before);
            var listed = Read(entry.Content, LedgerJson.Default.IncidentDocument);
            var loaded = await LoadAsync(account, cancellationToken);
            var notice = progress.IsAnnounced ? null : compose(loaded.Ledger.IncidentOf(incident)?.Snapshot ?? listed.Incident, progress);
            if (notice is null && progress == before && audit.Count == 0)
            {
                return [];
            }

            EntryChange[] changes =
            [
                new EntryChange(LedgerKeys.Response(incident), JsonSerializer.SerializeToUtf8Bytes(progress with { IsAnnounced = progress.IsAnnounced || notice is not null }, LedgerJson.Default.ResponseProgress), version),
                .. audit.Select(act => Audit.Entry(act.At, act)),
            ];
            var ledger = loaded.Ledger.NoteSteps(incident, progress.Ticks.Keys);
            if (notice is null)
            {
                if (await TryWriteAsync(account, loaded, ledger, incident, lease, changes, cancellationToken) is { } news)
                {
                    return news;
                }
            }
            else
            {
                (ledger, var state) = ledger.CountMessage(incident, listed.Messages, time.GetUtcNow());
                if (await TryNotifyAsync(loaded, ledger, state, listed, _ => notice, changes, lease, cancellationToken) is { } due)
                {
                    return due;
                }
            }

            await contention.WaitAsync(cancellationToken);
        }
    }

    /// <summary>An incident as it is now; null where it is not known.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<Incident?> IncidentAsync(string id, CancellationToken cancellationToken) =>
        (await LoadAsync(LedgerKeys.PartitionOf(id), cancellationToken)).Ledger.IncidentOf(id);

    /// <summary>An account's ledger as it is now.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<AccountLedger> AccountAsync(string account, CancellationToken cancellationToken) => (await LoadAsync(account, cancellationToken)).Ledger;

    /// <summary>The accounts with root use in the last days, or with something to be told.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<string>> AccountsAsync(CancellationToken cancellationToken) =>
        [.. (await store.QueryAsync(LedgerKeys.Accounts, string.Empty, cancellationToken)).Select(mark => mark.Key)];

    /// <summary>Takes an account off the list once nothing is to be told of it and it has been quiet for long.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task RetireAsync(string account, TimeSpan quiet, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - quiet;
        if (await store.FindAsync(LedgerKeys.Accounts, account, cancellationToken) is not { } mark || Read(mark.Content, LedgerJson.Default.AccountIndexEntry).Touched > before)
        {
            return;
        }

        var ledger = (await LoadAsync(account, cancellationToken)).Ledger;
        if (!ledger.IsOpen && !(ledger.LastArrival > before))
        {
            await store.TryWriteAsync(LedgerKeys.Accounts, [EntryChange.Delete(mark)], cancellationToken);
        }
    }

    public void Dispose()
    {
        _accounts.Dispose();
        _turns.Dispose();
    }

    internal static string NewLease() => Guid.NewGuid().ToString("N");

    /// <summary>For what is due once by its name.</summary>
    internal static EntryChange Insertion(Delivery delivery) => EntryChange.Insert(delivery.Key, delivery.ToJson());

    /// <summary>For what the account's own version guards: an old message of the same name must not keep a new one back.</summary>
    internal static EntryChange Setting(Delivery delivery) => EntryChange.Set(delivery.Key, delivery.ToJson());

    /// <summary>What was leased, as it was written: last of all that was written with it.</summary>
    internal static IReadOnlyList<Delivery> WithVersions(IReadOnlyList<Delivery> leased, IReadOnlyList<string> versions) =>
        [.. leased.Zip(versions.Skip(versions.Count - leased.Count), (delivery, version) => delivery with { LeaseVersion = version })];

    /// <summary>For each message one delivery to each channel, which the lease's holder is about to send.</summary>
    internal IReadOnlyList<Delivery> Leased(IEnumerable<Message> messages, string lease)
    {
        var now = time.GetUtcNow();
        return
        [
            .. from message in messages
               from channel in channels
               select new Delivery(message, channel.Name) { State = DeliveryState.Leased, LeaseId = lease, LeasedUntil = now + DeliveryLedger.Lease, MayHaveBeenSent = Suffix.Length > 0, Suffix = Suffix, Due = now, IsMine = true },
        ];
    }

    internal static T Read<T>(ReadOnlyMemory<byte> content, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(content.Span, type) ?? throw new JsonException("It is null.");
        }
        catch (JsonException unreadable)
        {
            // As good as out of reach: an alert must not hang on what somebody did to a row.
            throw new UnreadableEntryException($"an entry of type {typeof(T).Name} cannot be read", unreadable);
        }
    }

    /// <summary>The incidents whose listing is not what it was; and the one that this is about, which may be past already.</summary>
    private static IEnumerable<EntryChange> Listed(AccountLedger before, AccountLedger now, string? about)
    {
        var known = before.Incidents.ToDictionary(incident => incident.Id, StringComparer.Ordinal);
        return now.Incidents
            .Where(incident => !known.TryGetValue(incident.Id, out var same)
                || (same.Findings, same.End, same.Assessment, same.Severity, same.Notifications) != (incident.Findings, incident.End, incident.Assessment, incident.Severity, incident.Notifications))
            .Concat(about is not null && now.IncidentOf(about) is { } past ? [past] : [])
            .DistinctBy(incident => incident.Id, StringComparer.Ordinal)
            .Select(incident => Setting(IncidentDocument.Of(incident)));
    }

    /// <summary>What incidents leave behind under the names that they no longer have, and take along to the new ones.</summary>
    private async Task<IReadOnlyList<EntryChange>> MovesAsync(string account, AccountLedger ledger, IEnumerable<(string From, string To)> moved, CancellationToken cancellationToken)
    {
        List<EntryChange> changes = [];

        // Of an incident that only some of its records have left, the rest goes by its name.
        foreach (var names in moved.Where(name => ledger.IncidentOf(name.From) is null).DistinctBy(name => name.From, StringComparer.Ordinal).GroupBy(name => name.To, StringComparer.Ordinal))
        {
            changes.AddRange(names.Select(name => MovedTo(name.From, name.To)));
            var (now, version) = await ProgressAsync(account, names.Key, cancellationToken);
            var all = now;
            foreach (var (from, _) in names)
            {
                all = all.With((await ProgressAsync(account, from, cancellationToken)).Progress);
            }

            if (all != now)
            {
                changes.Add(new EntryChange(LedgerKeys.Response(names.Key), JsonSerializer.SerializeToUtf8Bytes(all, LedgerJson.Default.ResponseProgress), version));
            }
        }

        return changes;
    }

    private async Task<(ResponseProgress Progress, string? Version)> ProgressAsync(string account, string incident, CancellationToken cancellationToken) =>
        await store.FindAsync(account, LedgerKeys.Response(incident), cancellationToken) is { } entry ? (Read(entry.Content, LedgerJson.Default.ResponseProgress), entry.Version) : (ResponseProgress.None, null);

    private static EntryChange MovedTo(string from, string to)
    {
        var known = new IncidentSnapshot(from, LedgerKeys.PartitionOf(from), default, default, 0, default, default);
        return Setting(new IncidentDocument(known, Acknowledgement: null, Messages: 0) { MovedTo = to });
    }

    private static EntryChange Setting(IncidentDocument document) =>
        EntryChange.Set(LedgerKeys.Incident(document.Incident.Id), JsonSerializer.SerializeToUtf8Bytes(document, LedgerJson.Default.IncidentDocument));

    private static byte[] Json(EventDocument document) => JsonSerializer.SerializeToUtf8Bytes(document, LedgerJson.Default.EventDocument);

    // What is too large for the store forgets its oldest records; the profile and the incidents stay.
    private static (AccountLedger Ledger, byte[] Json) Fitted(AccountLedger ledger)
    {
        while (true)
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(AccountDocument.Of(ledger), LedgerJson.Default.AccountDocument);
            if (json.Length <= LargestDocument || ledger.History.Observations.Count <= 1)
            {
                return (ledger, json);
            }

            ledger = ledger with { History = ledger.History.Latest(ledger.History.Observations.Count / 2) };
        }
    }

    /// <summary>Tells a member account for what a root session of it was issued, which the record itself tells the caller's account.</summary>
    private async Task<IReadOnlyList<Delivery>> LearnAsync(RootRecord record, DateTimeOffset arrived, TimeSpan interval, CancellationToken cancellationToken)
    {
        if (IssuedKey.Of(record, arrived) is not var (account, issued))
        {
            return [];
        }

        using var turn = await _turns.TakeAsync(account, cancellationToken);
        var lease = NewLease();
        var contention = new ConflictBackoff(time);
        while (true)
        {
            var loaded = await LoadAsync(account, cancellationToken);
            var (ledger, news) = loaded.Ledger.Learn(issued, arrived, await policy.CurrentAsync(cancellationToken));
            if (!news.IsEmpty)
            {
                await TouchAsync(account, loaded, cancellationToken);
            }

            if (await TryCommitAsync(account, loaded, ledger, incident: null, interval, lease, [], cancellationToken) is { } committed)
            {
                return committed.Deliveries;
            }

            await contention.WaitAsync(cancellationToken);
        }
    }

    /// <summary>An event that asking CloudTrail had found, now that EventBridge has brought it after all; null where that is known, or it was not found so.</summary>
    private static EntryChange? WithBrought(StoredEntry known, DateTimeOffset arrived)
    {
        var document = Read(known.Content, LedgerJson.Default.EventDocument);
        return document.Finding.Record.FoundInHistory is { Brought: null } ? EntryChange.Replace(known, Json(document with { Finding = document.Finding.WithBrought(arrived) })) : null;
    }

    /// <summary>Null where somebody else was faster.</summary>
    private async Task<Loaded?> TryNoteBroughtAsync(RootRecord record, Loaded loaded, DateTimeOffset arrived, EntryChange brought, CancellationToken cancellationToken)
    {
        var (ledger, json) = Fitted(loaded.Ledger.WithBrought(record.EventId, arrived));
        _accounts.Remove(record.Account);
        if (await store.TryWriteAsync(record.Account, [loaded.Version is null ? EntryChange.Insert(LedgerKeys.Account, json) : new EntryChange(LedgerKeys.Account, json, loaded.Version), brought], cancellationToken) is not { } versions)
        {
            return null;
        }

        Cache(record.Account, new Loaded(ledger, versions[0]));
        return new Loaded(ledger, versions[0]);
    }

    private async Task<RecordingResult> ResumeAsync(string account, StoredEntry known, Loaded loaded, string lease, CancellationToken cancellationToken)
    {
        var document = Read(known.Content, LedgerJson.Default.EventDocument);
        var recorded = new RecordingResult(document.Finding, document.IncidentId, document.NewsOf);
        if (document.NewsOf.Count == 0)
        {
            return recorded;
        }

        var (ledger, released) = await ReleaseAsync(account, loaded, lease, cancellationToken);
        List<Delivery> all = [.. released];
        foreach (var incident in document.NewsOf)
        {
            var stored = await store.QueryAsync(account, LedgerKeys.DeliveriesOf(incident), cancellationToken);

            // What this call wrote before the store's answer was lost is this call's to send.
            all.AddRange(stored.Select(Delivery.Of).Where(delivery => !released.Any(other => other.Id == delivery.Id)).Select(delivery => delivery with { IsMine = delivery.LeaseId == lease }));
        }

        return recorded with { Deliveries = all, HeldUntil = HeldUntil(ledger, document.NewsOf) };
    }

    private async Task<(AccountLedger Ledger, IReadOnlyList<Delivery> Deliveries)> ReleaseAsync(string account, Loaded loaded, string lease, CancellationToken cancellationToken)
    {
        var contention = new ConflictBackoff(time);
        while (true)
        {
            if (await TryCommitAsync(account, loaded, loaded.Ledger, incident: null, options.Value.Interval, lease, [], cancellationToken) is { } committed)
            {
                return committed;
            }

            await contention.WaitAsync(cancellationToken);
            loaded = await LoadAsync(account, cancellationToken);
        }
    }

    private DateTimeOffset? HeldUntil(AccountLedger ledger, IEnumerable<string> incidents) =>
        incidents.Min(incident => ledger.PendingUntil(incident, options.Value.Interval));

    /// <summary>Writes changes, with the account where that has changed too; null where somebody else was faster.</summary>
    private async Task<IReadOnlyList<Delivery>?> TryWriteAsync(
        string account, Loaded loaded, AccountLedger next, string incident, string lease, IReadOnlyList<EntryChange> changes, CancellationToken cancellationToken) =>
        ReferenceEquals(next, loaded.Ledger)
            ? await store.TryWriteAsync(account, changes, cancellationToken) is null ? null : []
            : (await TryCommitAsync(account, loaded, next, incident, options.Value.Interval, lease, changes, cancellationToken))?.Deliveries;

    // Writes an incident's next message together with what it says; null where somebody else was faster. Where the incident's records are past, the ledger does not list it again, so "past" says how it is listed.
    private async Task<IReadOnlyList<Delivery>?> TryNotifyAsync(
        Loaded loaded, AccountLedger next, NotificationState state, IncidentDocument past, Func<IncidentSnapshot, Notice> compose, IReadOnlyList<EntryChange> together, string lease, CancellationToken cancellationToken)
    {
        var id = past.Incident.Id;
        var known = next.IncidentOf(id);
        var due = Leased([compose(known?.Snapshot ?? past.Incident) with { Number = state.Messages }], lease);
        EntryChange[] listing = known is null ? [Setting(past with { Messages = state.Messages })] : [];
        return await TryCommitAsync(past.Incident.Account, loaded, next, id, options.Value.Interval, lease, [.. together, .. listing, .. due.Select(Setting)], cancellationToken) is { } committed
            ? [.. due, .. committed.Deliveries]
            : null;
    }

    /// <summary>Writes the ledger with what time makes due; null where somebody else was faster.</summary>
    private async Task<(AccountLedger Ledger, IReadOnlyList<Delivery> Deliveries)?> TryCommitAsync(
        string account, Loaded loaded, AccountLedger next, string? incident, TimeSpan interval, string lease, IReadOnlyList<EntryChange> changes, CancellationToken cancellationToken)
    {
        (next, var messages) = next.Release(time.GetUtcNow(), interval);
        if (ReferenceEquals(next, loaded.Ledger))
        {
            return (next, []);
        }

        var deliveries = Leased(messages, lease);
        (next, var json) = Fitted(next);
        var document = loaded.Version is null ? EntryChange.Insert(LedgerKeys.Account, json) : new EntryChange(LedgerKeys.Account, json, loaded.Version);

        _accounts.Remove(account);
        if (await store.TryWriteAsync(account, [document, .. changes, .. Listed(loaded.Ledger, next, incident), .. deliveries.Select(Setting)], cancellationToken) is not { } versions)
        {
            return null;
        }

        Cache(account, new Loaded(next, versions[0]));
        return (next, WithVersions(deliveries, versions));
    }

    // Before the record, so that no account with something to be told can be missing from the list.
    private async Task TouchAsync(string account, Loaded loaded, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (loaded.Ledger.LastArrival > now - TouchAgain)
        {
            return;
        }

        var mark = JsonSerializer.SerializeToUtf8Bytes(new AccountIndexEntry(now), LedgerJson.Default.AccountIndexEntry);
        await Task.WhenAll(
            store.TryWriteAsync(LedgerKeys.Accounts, [EntryChange.Set(account, mark)], cancellationToken),
            store.TryWriteAsync(LedgerKeys.AllAccounts, [EntryChange.Set(account, mark)], cancellationToken));
    }

    // Always asks the store, for another process may have written; what has not changed is not folded again.
    private async Task<Loaded> LoadAsync(string account, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(account, LedgerKeys.Account, cancellationToken) is not { } entry)
        {
            return new Loaded(AccountLedger.With(profiles.Of(account)), Version: null);
        }

        if (_accounts.Get<Loaded>(account) is { } cached && cached.Version == entry.Version)
        {
            return cached;
        }

        var document = Read(entry.Content, LedgerJson.Default.AccountDocument);
        var loaded = new Loaded(document.ToLedger(await policy.CurrentAsync(cancellationToken)), entry.Version);
        Cache(account, loaded);
        return loaded;
    }

    private void Cache(string account, Loaded loaded) => _accounts.Set(account, loaded, new MemoryCacheEntryOptions { Size = 1 + loaded.Ledger.History.Observations.Count });

    private sealed record Loaded(AccountLedger Ledger, string? Version);
}
