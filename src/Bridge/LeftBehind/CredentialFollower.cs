using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Reconciliation;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.LeftBehind;

/// <summary>
/// Asks AWS what became of the credentials that bad incidents left behind: who used them, and who took them away. Their
/// first use is news of the incident. What is learnt and what is told of it are written together, so it is told once.
/// </summary>
public sealed class CredentialFollower(IIncidentStore store, Ledger ledger, TimeProvider time)
{
    private const int MostFollowed = 50;

    // Those that are followed no more are shown for a while.
    private const int MostKept = 100;

    // A row of the store holds 1 MiB, compressed; attackers' words may not compress well.
    private const int LargestDocument = 900_000;

    // A region that refuses to answer is not asked for ever.
    private static readonly TimeSpan GivenUp = TimeSpan.FromDays(31);

    private readonly ConcurrentDictionary<string, FollowRound> _rounds = new(StringComparer.Ordinal);

    /// <summary>Begins a round: what is to be asked of an account.</summary>
    /// <param name="account">The account's 12 digits.</param>
    /// <param name="regions">The regions that are enabled in it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<IReadOnlyList<HistoryQuery>> BeginAsync(string account, IReadOnlyList<string> regions, CancellationToken cancellationToken)
    {
        _rounds.TryRemove(account, out _);
        var (document, version) = await ReadAsync(account, cancellationToken);
        var incidents = (await store.QueryAsync(account, LedgerKeys.Incidents, cancellationToken))
            .Select(entry => Ledger.Read(entry.Content, LedgerJson.Default.IncidentDocument))
            .Where(incident => incident.MovedTo is null)
            .ToList();
        document = With(document, incidents);
        var now = time.GetUtcNow();
        var bad = incidents.Where(incident => incident.CallsForResponse).Select(incident => incident.Incident.Id).ToHashSet(StringComparer.Ordinal);
        var followed = document.Credentials.Where(credential => bad.Contains(credential.Incident) && IsFollowed(account, credential, regions, now)).Take(MostFollowed).ToHashSet(ReferenceEqualityComparer.Instance);
        if (followed.Count == 0)
        {
            return [];
        }

        var round = new FollowRound(account, regions, document, version, followed.Contains, now);
        _rounds[account] = round;
        return round.Inquiries;
    }

    /// <summary>Ends a round: writes what was learnt, and makes due what is to be told of it.</summary>
    /// <param name="account">The account's 12 digits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What is due; nothing where another process was faster: then the next round learns the same.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<Delivery>> EndAsync(string account, CancellationToken cancellationToken)
    {
        if (!_rounds.TryRemove(account, out var round))
        {
            return [];
        }

        var document = round.End();
        var version = round.Version;
        List<Delivery> due = [];
        foreach (var incident in document.Credentials.Where(IsNews).Select(credential => credential.Incident).Distinct(StringComparer.Ordinal).ToList())
        {
            var told = document with { Credentials = document.Credentials.ConvertAll(credential => credential.Incident == incident && IsNews(credential) ? credential with { IsTold = true } : credential) };
            var json = Json(told);
            var left = document.Credentials.Where(credential => credential.Incident == incident).ToList();
            List<FollowedCredential> used = [.. left.Where(IsNews).OrderBy(credential => credential.Uses.Min(use => use.First))];
            if (await ledger.TellOfUseAsync(incident, snapshot => CredentialNotices.Used(snapshot, used, left), new EntryChange(LedgerKeys.Followed, json, version), cancellationToken) is { } deliveries)
            {
                due.AddRange(deliveries);
            }

            // Ours, or that of whoever was faster: then nothing more is to be written.
            if (await store.FindAsync(account, LedgerKeys.Followed, cancellationToken) is not { } entry || !entry.Content.Span.SequenceEqual(json))
            {
                return due;
            }

            (document, version) = (told, entry.Version);
        }

        if (due.Count == 0)
        {
            await store.TryWriteAsync(account, [new EntryChange(LedgerKeys.Followed, Json(document), version)], cancellationToken);
        }

        return due;
    }

    private static bool IsNews(FollowedCredential credential) => credential is { IsTold: false, Calls: > 0 };

    // What acts in another account acts there as root, and is told there.
    private static bool IsFollowed(string account, FollowedCredential credential, IReadOnlyList<string> regions, DateTimeOffset now)
    {
        var asked = regions.Where(region => CredentialQuestions.Of(account, credential.Item, region, regions).Any()).ToList();
        return asked.Count > 0 && (now < credential.Until || (!(credential.AskedIn(asked) >= credential.Until) && now < credential.Item.Made + GivenUp));
    }

    private static FollowedCredentials With(FollowedCredentials document, List<IncidentDocument> incidents)
    {
        var credentials = document.Credentials;
        foreach (var incident in incidents)
        {
            foreach (var item in incident.Incident.LeftBehind?.Items ?? [])
            {
                // An incident may have got another name since.
                var at = credentials.FindIndex(known => known.Item.Credential.IsSame(item.Credential) && (known.Incident == incident.Incident.Id || known.Item.Made == item.Made));
                credentials = at < 0
                    ? incident.CallsForResponse ? credentials.Add(new FollowedCredential(item, incident.Incident.Id)) : credentials
                    : credentials.SetItem(at, credentials[at] with { Item = credentials[at].Item.With(item), Incident = incident.Incident.Id });
            }
        }

        return document with { Credentials = [.. credentials.OrderByDescending(credential => credential.Item.Made).Take(MostKept).Reverse()] };
    }

    // What is too large for the store forgets what was done; how often stays.
    private static byte[] Json(FollowedCredentials document)
    {
        for (var uses = FollowedCredential.MostUses; ; uses /= 2)
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(document, LedgerJson.Default.FollowedCredentials);
            if (json.Length <= LargestDocument || uses == 0)
            {
                return json;
            }

            document = document with { Credentials = document.Credentials.ConvertAll(credential => credential with { Uses = credential.Uses.Take(uses / 2).ToImmutableList() }) };
        }
    }

    private async Task<(FollowedCredentials Document, string? Version)> ReadAsync(string account, CancellationToken cancellationToken) =>
        await store.FindAsync(account, LedgerKeys.Followed, cancellationToken) is { } entry ? (Ledger.Read(entry.Content, LedgerJson.Default.FollowedCredentials), entry.Version) : (FollowedCredentials.None, null);
}
