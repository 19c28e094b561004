using System.Collections.Immutable;
using RootWatch.Detection.Activities;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Policy;
using RootWatch.Detection.Signals;

namespace RootWatch.Detection.History;

/// <summary>
/// One account's root use, in the order in which it happened, whatever the order in which it became known. A
/// value: adding a record gives another one. A record that arrives out of order is put in its place and what
/// follows it is assessed again, so that the same records always end in the same incidents.
/// </summary>
public sealed record AccountHistory
{
    // How far back a record can be put in its place. What arrives later still counts, as older than all of it.
    private const int Most = 1024;

    private AccountHistory(AccountState start, ImmutableList<Observation> observations)
    {
        Start = start;
        Observations = observations;
    }

    /// <summary>An account about which nothing is known yet.</summary>
    public static AccountHistory Empty { get; } = new(AccountState.Empty, []);

    /// <summary>What was known before the first of the observations.</summary>
    public AccountState Start { get; private init; }

    /// <summary>The latest records with what they were found to be, in the order in which they happened.</summary>
    public ImmutableList<Observation> Observations { get; private init; }

    /// <summary>What is known now.</summary>
    public AccountState State => Observations.IsEmpty ? Start : Observations[^1].After;

    /// <summary>An account of which only the profile is known.</summary>
    public static AccountHistory With(AccountProfile profile) => new(AccountState.Empty with { Profile = profile }, []);

    /// <summary>An account as it was kept.</summary>
    /// <param name="start">What was known before the first of the records.</param>
    /// <param name="records">The records and when they became known, in the order in which they happened.</param>
    /// <param name="policy">The organization's policy.</param>
    public static AccountHistory Of(AccountState start, IEnumerable<(RootRecord Record, DateTimeOffset? Arrived)> records, DetectionPolicy policy) =>
        Fold(start, records.Select(known => (known.Record, At: (DateTimeOffset?)null, known.Arrived)), policy);

    /// <summary>Adds a record. One that is known already, by its event id and time, changes nothing.</summary>
    /// <param name="record">A record of this account.</param>
    /// <param name="arrived">When it became known, UTC; null where it is not known.</param>
    /// <param name="policy">The organization's policy.</param>
    public HistoryChange Add(RootRecord record, DateTimeOffset? arrived, DetectionPolicy policy)
    {
        var at = TimeOf(record, arrived);
        var place = PlaceOf(at, record);
        if (place < Observations.Count && Observations[place] is var same && same.At == at && same.Finding.Record.EventId == record.EventId)
        {
            return new HistoryChange(this, same, [], []);
        }

        var observation = Observe(StateBefore(place), record, at, arrived, policy);
        return place == Observations.Count
            ? new HistoryChange(With(Observations.Add(observation)), observation, [], [])
            : Insert(observation, place, policy);
    }

    // What follows it is assessed anew.
    private HistoryChange Insert(Observation observation, int place, DetectionPolicy policy)
    {
        var after = Observations.ToBuilder();
        after.Insert(place, observation);
        var revised = ImmutableList<Observation>.Empty;
        var moved = ImmutableHashSet<(string From, string To)>.Empty;
        for (var i = place + 1; i < after.Count; i++)
        {
            var later = after[i];
            var again = Observe(after[i - 1].After, later.Finding.Record, later.At, later.Arrived, policy);
            after[i] = again;
            revised = IsWorse(again.Finding, later.Finding) ? revised.Add(again) : revised;
            moved = again.SessionId == later.SessionId ? moved : moved.Add((later.SessionId, again.SessionId));
        }

        return new HistoryChange(With(after.ToImmutable()), observation, revised, moved);
    }

    /// <summary>Notes that EventBridge has brought what was found by asking CloudTrail. That changes no assessment.</summary>
    /// <param name="eventId">The record's event id.</param>
    /// <param name="at">When it was brought, UTC.</param>
    public AccountHistory WithBrought(string eventId, DateTimeOffset at) =>
        Observations.Find(known => known.Finding.Record.EventId == eventId && known.Finding.Record.FoundInHistory is not null) is { } found
            ? new AccountHistory(Start, Observations.Replace(found, found with { Finding = found.Finding.WithBrought(at) }))
            : this;

    private AccountHistory With(ImmutableList<Observation> observations) => new AccountHistory(Start, observations).Latest(Most);

    /// <summary>Learns of a centralized root session that another account issued for this one. One that is known already changes nothing.</summary>
    /// <param name="issued">The session's key.</param>
    /// <param name="policy">The organization's policy.</param>
    /// <returns>The history with it, and the records that, in the light of it, are worse than they were found to be.</returns>
    public (AccountHistory History, ImmutableList<Observation> Revised) Learn(IssuedKey issued, DetectionPolicy policy)
    {
        if (Start.IssuedKeys.Contains(issued))
        {
            return (this, []);
        }

        var again = Of(Start.Learn(issued), Observations.Select(known => (known.Finding.Record, known.Arrived)), policy);
        return (again, [.. again.Observations.Where((now, place) => IsWorse(now.Finding, Observations[place].Finding))]);
    }

    /// <summary>Lets a session teach the profile although its standing forbids it, since somebody who may say so called it legitimate.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="policy">The organization's policy.</param>
    public AccountHistory Acknowledge(string sessionId, DetectionPolicy policy) =>
        Fold(Start.Acknowledge(sessionId), Observations.Select(known => (known.Finding.Record, (DateTimeOffset?)known.At, known.Arrived)), policy);

    private static AccountHistory Fold(AccountState start, IEnumerable<(RootRecord Record, DateTimeOffset? At, DateTimeOffset? Arrived)> records, DetectionPolicy policy)
    {
        // A builder, since nobody sees the list before it is whole.
        var observations = ImmutableList.CreateBuilder<Observation>();
        Observation? last = null;
        foreach (var (record, at, arrived) in records)
        {
            last = Observe(last?.After ?? start, record, at ?? TimeOf(record, arrived, last), arrived, policy);
            observations.Add(last);
        }

        return new AccountHistory(start, observations.ToImmutable());
    }

    internal Circumstances CircumstancesOf(RootRecord record, DateTimeOffset? arrived, DetectionPolicy policy)
    {
        var at = TimeOf(record, arrived);
        return CircumstancesOf(StateBefore(PlaceOf(at, record)), record, at, policy);
    }

    private static Circumstances CircumstancesOf(AccountState known, RootRecord record, DateTimeOffset at, DetectionPolicy policy)
    {
        var state = known.AdvanceTo(at);
        var entry = Catalogue.Find(record);
        var session = state.SessionOf(record, entry.Activity, at) ?? SessionState.Open(record, at);
        entry = session.IsRootsDevice(record.Request.TargetDevice) ? Catalogue.FindOfRootsDevice(record) : entry;
        return new Circumstances(record, entry.Id == Catalogue.MfaReplaced.LesserOf && session.Standing == Standing.Good && state.HasOtherMfaDevice(record.Request.TargetDevice) ? Catalogue.MfaReplaced : entry, at, session, state, policy);
    }

    private static Observation Observe(AccountState known, RootRecord record, DateTimeOffset at, DateTimeOffset? arrived, DetectionPolicy policy)
    {
        var circumstances = CircumstancesOf(known, record, at, policy);
        var finding = Assessor.Assess(circumstances) with { Arrived = arrived };
        var session = circumstances.Session.Add(finding, at);
        return new Observation(at, arrived, finding, session.Id, circumstances.Account.With(session).Remember(finding, session, at));
    }

    private DateTimeOffset TimeOf(RootRecord record, DateTimeOffset? arrived) => TimeOf(record, arrived, Observations.IsEmpty ? null : Observations[^1]);

    private static DateTimeOffset TimeOf(RootRecord record, DateTimeOffset? arrived, Observation? last) =>
        record.EventTime ?? arrived ?? last?.At ?? DateTimeOffset.UnixEpoch;

    private static bool IsWorse(Finding now, Finding before) => now.Severity > before.Severity || now.Assessment > before.Assessment;

    // Nearly every record is the latest, so the search begins at the end.
    private int PlaceOf(DateTimeOffset at, RootRecord record)
    {
        var order = EventOrder.Of(record, at);
        var place = Observations.Count;
        while (place > 0 && EventOrder.Comparer.Compare(OrderOf(Observations[place - 1]), order) >= 0)
        {
            place--;
        }

        return place;
    }

    private static EventOrder OrderOf(Observation known) => EventOrder.Of(known.Finding.Record, known.At);

    private AccountState StateBefore(int place) => place == 0 ? Start : Observations[place - 1].After;

    /// <summary>Puts no record in its place any more that is older than the latest so many.</summary>
    /// <param name="most">How many.</param>
    public AccountHistory Latest(int most)
    {
        var old = Observations.Count - most;
        return old <= 0 ? this : new AccountHistory(Observations[old - 1].After, Observations.RemoveRange(0, old));
    }
}
