using System.Collections.Immutable;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Incidents;

/// <summary>One account's history, and what people have been told of it. A value.</summary>
/// <param name="History">What is known.</param>
/// <param name="Told">What people have been told, by incident.</param>
public sealed record AccountLedger(AccountHistory History, ImmutableDictionary<string, Told> Told)
{
    private const int Most = 256;

    public static AccountLedger Empty { get; } = new(AccountHistory.Empty, ImmutableDictionary<string, Told>.Empty);

    public static AccountLedger With(AccountProfile profile) => Empty with { History = AccountHistory.With(profile) };

    public IEnumerable<Incident> Incidents => History.State.Sessions.Select(session => new Incident(session, ToldOf(session.Id)));

    /// <summary>Adds a record, and says which findings are news because of it.</summary>
    public (AccountLedger Ledger, RecordedFinding Recorded) Record(RootRecord record, DateTimeOffset? arrived, DetectionPolicy policy)
    {
        var addition = History.Add(record, arrived, policy);
        var ledger = addition.Moved.Aggregate(
            this with { History = addition.History },
            (known, moved) => known with { Told = known.Told.SetItem(moved.To, known.ToldOf(moved.To).With(known.ToldOf(moved.From))) });
        var news = ImmutableList<News>.Empty;

        // The finding itself, and those that it makes worse; of one incident, the worst speaks for all.
        foreach (var candidates in addition.Revised.Insert(0, addition.Observation).GroupBy(known => known.SessionId, StringComparer.Ordinal))
        {
            var told = ledger.ToldOf(candidates.Key);
            if (candidates.Where(known => News.Is(told, known.Finding)).MaxBy(known => known.Finding.Severity) is not { } worst)
            {
                continue;
            }

            told = candidates.Aggregate(told, (all, known) => all.Add(known.Finding)) with { Messages = told.Messages + 1 };
            ledger = ledger with { Told = ledger.Told.SetItem(candidates.Key, told) };
            news = news.Add(new News(worst.Finding, ledger.IncidentOf(worst)));
        }

        return (ledger.Pruned(), new RecordedFinding(addition.Finding, ledger.IncidentOf(addition.Observation), news, []));
    }

    private Told ToldOf(string incident) => Told.GetValueOrDefault(incident, Bridge.Incidents.Told.Nothing);

    // A very late record's incident may be past already.
    private Incident IncidentOf(Observation known) =>
        new(History.State.Sessions.Find(session => session.Id == known.SessionId) ?? known.Session, ToldOf(known.SessionId));

    // Not before there is much to forget: a late record may belong to an incident that is long past, and must not tell
    // of it again.
    private AccountLedger Pruned()
    {
        if (Told.Count <= Most)
        {
            return this;
        }

        var known = History.State.Sessions.Select(session => session.Id).Concat(History.Observations.Select(known => known.SessionId)).ToHashSet(StringComparer.Ordinal);
        return this with { Told = Told.RemoveRange(Told.Keys.Where(incident => !known.Contains(incident))) };
    }
}
