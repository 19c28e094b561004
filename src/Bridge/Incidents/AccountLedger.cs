using System.Collections.Immutable;
using RootWatch.Bridge.Messages;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Incidents;

/// <summary>One account's history, and what people have been told of it. A value.</summary>
/// <param name="History">What is known.</param>
/// <param name="Notifications">What people have been told, by incident.</param>
public sealed record AccountLedger(AccountHistory History, ImmutableDictionary<string, NotificationState> Notifications)
{
    private const int Most = 256;

    public static AccountLedger Empty { get; } = new(AccountHistory.Empty, ImmutableDictionary<string, NotificationState>.Empty);

    public static AccountLedger With(AccountProfile profile) => Empty with { History = AccountHistory.With(profile) };

    public IEnumerable<Incident> Incidents => History.State.Sessions.Select(With);

    /// <summary>When the bridge last heard of the account, UTC; null where it never did.</summary>
    public DateTimeOffset? LastArrival => Notifications.Values.Max(state => state.LastArrival);

    /// <summary>Whether something is yet to be told: news that is held back, or how an incident ended.</summary>
    public bool IsOpen => Notifications.Values.Any(IsOpenFor);

    public bool Knows(string eventId) => History.Observations.Exists(known => known.Finding.Record.EventId == eventId);

    /// <summary>Notes that EventBridge has brought what was found by asking CloudTrail.</summary>
    public AccountLedger WithBrought(string eventId, DateTimeOffset at) => this with { History = History.WithBrought(eventId, at) };

    /// <summary>Adds a record, says which findings are news because of it, and holds them for the incidents' next messages.</summary>
    public (AccountLedger Ledger, RecordedFinding Recorded) Record(RootRecord record, DateTimeOffset? arrived, DetectionPolicy policy)
    {
        var addition = History.Add(record, arrived, policy);
        var ledger = addition.Moved.Aggregate(
            this with { History = addition.History },
            (known, moved) => known.With(moved.To, known.NotificationsOf(moved.To).With(known.NotificationsOf(moved.From))).With(moved.From, known.NotificationsOf(moved.From) with { Pending = null }));

        // The finding itself, and those that it makes worse.
        (ledger, var news) = ledger.Hold(addition.Revised.Insert(0, addition.Observation), arrived);
        return (ledger.Notifications.Count > Notifications.Count ? ledger.Pruned() : ledger, new RecordedFinding(addition.Finding, ledger.IncidentOf(addition.Observation), news) { Moved = addition.Moved });
    }

    /// <summary>Learns of a centralized root session that another account issued for this one, and says which findings are news because of it; the same ledger where it is known.</summary>
    public (AccountLedger Ledger, ImmutableList<News> News) Learn(IssuedKey issued, DateTimeOffset? arrived, DetectionPolicy policy)
    {
        var (history, revised) = History.Learn(issued, policy);
        return ReferenceEquals(history, History) ? (this, []) : (this with { History = history }).Hold(revised, arrived);
    }

    // Of one incident, the worst speaks for all.
    private (AccountLedger Ledger, ImmutableList<News> News) Hold(ImmutableList<Observation> found, DateTimeOffset? arrived)
    {
        var (ledger, news) = (this, ImmutableList<News>.Empty);
        foreach (var candidates in found.GroupBy(known => known.SessionId, StringComparer.Ordinal))
        {
            var state = ledger.NotificationsOf(candidates.Key) with { LastArrival = arrived, IsClosed = false };
            if (candidates.Where(known => News.Is(state, known.Finding)).MaxBy(known => known.Finding.Severity) is { } worst)
            {
                state = state.Hold(worst.Finding, ledger.IncidentOf(worst).Snapshot);
                state = candidates.Aggregate(state, (all, known) => all.Add(known.Finding)) with { News = state.News + 1 };
                ledger = ledger.With(candidates.Key, state);
                news = news.Add(new News(worst.Finding, ledger.IncidentOf(worst)));
            }
            else
            {
                ledger = ledger.With(candidates.Key, state);
            }
        }

        return (ledger, news);
    }

    /// <summary>Makes due what has waited long enough, and the summaries of incidents that have ended.</summary>
    /// <param name="now">The time, UTC.</param>
    /// <param name="interval">How long after an incident's message its next one must wait, unless that makes it Critical.</param>
    public (AccountLedger Ledger, ImmutableList<Message> Messages) Release(DateTimeOffset now, TimeSpan interval)
    {
        var (ledger, messages) = (this, ImmutableList<Message>.Empty);
        foreach (var (id, state) in Notifications.Where(state => IsOpenFor(state.Value)))
        {
            var incident = IncidentOf(id);
            if (state.Pending is { } held)
            {
                if (held.CannotWait || state.Last is null || now - state.Last >= interval)
                {
                    var (snapshot, number) = (incident?.Snapshot ?? held.Incident, state.Messages + 1);
                    messages = messages.Add(new Alert(held.Finding, snapshot, held.Also) { Number = number });
                    ledger = ledger.With(id, state with { Pending = null, Messages = number, Last = now, Findings = snapshot.Findings });
                }
            }
            else if (incident is null)
            {
                // It is so long past that nothing of it is known any more.
                ledger = ledger.With(id, state with { IsClosed = true });
            }
            else if (state.LastArrival is null || now - state.LastArrival > SessionState.Quiet)
            {
                var (grew, number) = (incident.Findings > state.Findings, state.Messages + 1);
                messages = grew ? messages.Add(IncidentNotices.Closed(incident) with { Number = number }) : messages;
                ledger = ledger.With(id, state with { IsClosed = true, Messages = grew ? number : state.Messages, Findings = incident.Findings });
            }
        }

        return (ledger, messages);
    }

    /// <summary>Lets news wait for no message, where there will be none.</summary>
    public AccountLedger WithoutPending(IEnumerable<News> news) =>
        news.Aggregate(this, static (ledger, one) => ledger.With(one.Incident.Id, ledger.NotificationsOf(one.Incident.Id) with { Pending = null }));

    /// <summary>When the news that an incident holds back is to go out, UTC; null where it holds none.</summary>
    public DateTimeOffset? PendingUntil(string incident, TimeSpan interval) =>
        NotificationsOf(incident) is { Pending: not null } state ? (state.Last ?? DateTimeOffset.MinValue) + interval : null;

    /// <summary>Notes what a person said of an incident, and lets a legitimate one teach the profile; null where nothing of it is known.</summary>
    public (AccountLedger Ledger, Incident Incident)? Acknowledge(
        string incident, Verdict verdict, string name, string note, DateTimeOffset at, DetectionPolicy policy)
    {
        if (IncidentOf(incident) is not { } known)
        {
            return null;
        }

        var state = known.Notifications with
        {
            Acknowledgement = new Acknowledgement(verdict, name, note, at, known.Assessment, known.Severity),
            Messages = known.Notifications.Messages + 1,
            Last = at,
            Findings = known.Findings,
        };
        var ledger = With(incident, state);
        ledger = verdict == Verdict.Legitimate ? ledger with { History = ledger.History.Acknowledge(incident, policy) } : ledger;
        return (ledger, known with { Notifications = state });
    }

    /// <summary>Takes an incident for the worst, since something that it left behind was used, and counts the message that tells so.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="messages">How many messages there were of it, where nothing else is known of it any more.</param>
    /// <param name="at">When it is told, UTC.</param>
    public (AccountLedger Ledger, NotificationState State) NoteCredentialUse(string incident, int messages, DateTimeOffset at)
    {
        var (ledger, state) = CountMessage(incident, messages, at);
        state = state with { CredentialUsed = state.CredentialUsed ?? at };
        return (ledger.With(incident, state), state);
    }

    /// <summary>Notes which response steps people have done; the same ledger where that is known, or the incident is not.</summary>
    public AccountLedger NoteSteps(string incident, IEnumerable<string> done)
    {
        var (state, steps) = (NotificationsOf(incident), done.ToImmutableHashSet(StringComparer.Ordinal));
        return IncidentOf(incident) is null || steps.SetEquals(state.StepsDone ?? []) ? this : With(incident, state with { StepsDone = steps.IsEmpty ? null : steps });
    }

    /// <summary>Counts a message that is no alert of a finding.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="messages">How many messages there were of it, where nothing else is known of it any more.</param>
    /// <param name="at">When it is sent, UTC.</param>
    public (AccountLedger Ledger, NotificationState State) CountMessage(string incident, int messages, DateTimeOffset at)
    {
        var (known, state) = (IncidentOf(incident), NotificationsOf(incident));
        state = state with
        {
            Messages = Math.Max(state.Messages, messages) + 1,
            Last = at,
            Findings = known?.Findings ?? state.Findings,
            IsClosed = state.IsClosed || known is null,
        };
        return (With(incident, state), state);
    }

    public Incident? IncidentOf(string id) =>
        (History.State.Sessions.Find(session => session.Id == id) ?? History.Observations.FindLast(known => known.SessionId == id)?.Session) is { } session
            ? With(session)
            : null;

    private static bool IsOpenFor(NotificationState state) => state.Pending is not null || state is { Messages: > 0, IsClosed: false };

    private AccountLedger With(string incident, NotificationState state) => this with { Notifications = Notifications.SetItem(incident, state) };

    private NotificationState NotificationsOf(string incident) => Notifications.GetValueOrDefault(incident, NotificationState.Nothing);

    // A very late record's incident may be past already.
    private Incident IncidentOf(Observation known) =>
        With(History.State.Sessions.Find(session => session.Id == known.SessionId) ?? known.Session);

    private Incident With(SessionState session) => new(session, NotificationsOf(session.Id), KnownOf(session));

    // Most incidents that anybody asks for are the latest, so the search begins at the end.
    private IEnumerable<Observation> KnownOf(SessionState session)
    {
        var found = new Stack<Observation>();
        for (var at = History.Observations.Count - 1; at >= 0 && (found.Count < session.Findings || History.Observations[at].At >= session.Start); at--)
        {
            if (History.Observations[at] is var known && known.SessionId == session.Id)
            {
                found.Push(known);
            }
        }

        foreach (var known in found)
        {
            yield return known;
        }
    }

    // Not before there is much to forget: a late record may belong to an incident that is long past, and must not tell
    // of it again.
    private AccountLedger Pruned()
    {
        if (Notifications.Count <= Most)
        {
            return this;
        }

        var known = History.State.Sessions.Select(session => session.Id).Concat(History.Observations.Select(known => known.SessionId)).ToHashSet(StringComparer.Ordinal);
        return this with { Notifications = Notifications.RemoveRange(Notifications.Where(state => !known.Contains(state.Key) && !IsOpenFor(state.Value)).Select(state => state.Key)) };
    }
}
