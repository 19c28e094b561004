using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Reconciliation;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;
using RootWatch.Detection.Response;
using RootWatch.Detection.Response.Resources;

namespace RootWatch.Bridge.Response;

/// <summary>
/// Asks AWS what people have done about the resources of response plans, since EventBridge brings only root's own calls. Where that
/// completes an incident's urgent steps, its channels are notified.
/// </summary>
public sealed class ResponseFollower(IIncidentStore store, Ledger ledger, IncidentArchive archive, ResponseChecklists checklists, TimeProvider time)
{
    // Of an account, in one round.
    private const int MostIncidents = 10;
    private const int MostQuestions = 50;

    private const int MostKept = 500;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private readonly ConcurrentDictionary<string, ConcurrentQueue<ObservedChange>> _rounds = new(StringComparer.Ordinal);

    /// <summary>Begins a round: what is to be asked of an account.</summary>
    /// <param name="account">The account's 12 digits.</param>
    /// <param name="regions">The regions that are enabled in it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<IReadOnlyList<HistoryQuery>> BeginAsync(string account, IReadOnlyList<string> regions, CancellationToken cancellationToken)
    {
        _rounds.TryRemove(account, out _);
        var open = await ChecklistsAsync(account, cancellationToken);
        if (open.Count == 0)
        {
            return [];
        }

        var found = _rounds[account] = new ConcurrentQueue<ObservedChange>();
        var now = time.GetUtcNow();
        List<EventLookup> questions = [];
        foreach (var (incident, checklist) in open)
        {
            var resources = checklist.Steps.Where(step => !step.IsDone).SelectMany(step => step.Planned.Targets).Where(target => !target.IsDone).Select(target => target.Resource).Distinct();
            questions.AddRange(resources.SelectMany(resource => ResourceQuestions.Of(account, resource, regions, incident.Incident.Start, now)));
        }

        return
        [
            .. questions.GroupBy(question => (question.Region, question.Key, question.Value)).Take(MostQuestions)
                .Select(same => new HistoryQuery(same.MinBy(question => question.From)!, (records, _) => TakeAsync(account, records, found))),
        ];
    }

    /// <summary>Ends a round: writes what was learnt, and makes due what is to be told of it.</summary>
    /// <param name="account">The account's 12 digits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What is due; nothing where no incident's urgent steps are done, or that was told before.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<Delivery>> EndAsync(string account, CancellationToken cancellationToken)
    {
        if (!_rounds.TryRemove(account, out var found))
        {
            return [];
        }

        await KeepAsync(account, found, cancellationToken);
        List<Delivery> due = [];
        foreach (var (incident, checklist) in (await ChecklistsAsync(account, cancellationToken)).Where(one => one.Checklist.AreUrgentStepsDone))
        {
            due.AddRange(await ledger.NoteResponseAsync(incident.Incident.Id, static progress => progress, (snapshot, progress) => ResponseNotices.WhenDone(snapshot, checklist.With(progress)), [], cancellationToken) ?? []);
        }

        return due;
    }

    private static Task TakeAsync(string account, IReadOnlyList<string> records, ConcurrentQueue<ObservedChange> found)
    {
        foreach (var change in records.SelectMany(json => ResourceHistory.Read(Encoding.UTF8.GetBytes(json), account)))
        {
            found.Enqueue(change);
        }

        return Task.CompletedTask;
    }

    private async Task<IReadOnlyList<(IncidentDetails Incident, ResponseChecklist Checklist)>> ChecklistsAsync(string account, CancellationToken cancellationToken)
    {
        var earliest = time.GetUtcNow() - Longest;
        List<(IncidentDetails, ResponseChecklist)> all = [];
        foreach (var incident in (await archive.ListAsync(account, cancellationToken)).Where(incident => incident.CallsForResponse && incident.Incident.End > earliest).Take(MostIncidents))
        {
            if (await archive.FindAsync(incident.Incident.Id, cancellationToken) is { } details)
            {
                all.Add((details, await checklists.OfAsync(details, cancellationToken)));
            }
        }

        return all;
    }

    // Where another process was faster, the next round learns the same.
    private async Task KeepAsync(string account, IReadOnlyCollection<ObservedChange> found, CancellationToken cancellationToken)
    {
        var entry = await store.FindAsync(account, LedgerKeys.Observed, cancellationToken);
        var known = entry is null ? ObservedResources.None : Ledger.Read(entry.Content, LedgerJson.Default.ObservedResources);
        var earliest = time.GetUtcNow() - HistoryLimits.Kept;
        var all = new ObservedResources { Changes = [.. known.Changes.Concat(found).Distinct().Where(change => change.At > earliest).OrderBy(change => change.At).TakeLast(MostKept)] };
        if (!all.Changes.SequenceEqual(known.Changes))
        {
            await store.TryWriteAsync(account, [new EntryChange(LedgerKeys.Observed, JsonSerializer.SerializeToUtf8Bytes(all, LedgerJson.Default.ObservedResources), entry?.Version)], cancellationToken);
        }
    }
}
