using System.Collections.Immutable;
using System.Text.Json.Serialization;
using RootWatch.Detection.Activities;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.History;

/// <summary>What is known of one account's root at one moment: its profile, its sessions of the last days, and what may precede a takeover.</summary>
public sealed record AccountState
{
    /// <summary>How long a session stays known after its last finding, and a change to root's locks counts for the sign-ins after it.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(7);

    /// <summary>How long a failed sign-in counts for the next success.</summary>
    public static readonly TimeSpan FailuresCount = TimeSpan.FromDays(14);

    /// <summary>So many failures before a success are a reason for doubt.</summary>
    public const int ManyFailures = 3;

    private static readonly TimeSpan LastDay = TimeSpan.FromHours(24);

    /// <summary>How long after root's last use an alarm of AWS's is about that use.</summary>
    public static readonly TimeSpan AlarmsCount = TimeSpan.FromDays(1);

    // Bounds what an attacker can make it hold; the oldest are forgotten.
    private const int Most = 64;

    /// <summary>An account about which nothing is known yet.</summary>
    public static AccountState Empty { get; } = new();

    /// <summary>What is usual.</summary>
    public AccountProfile Profile { get; init; } = AccountProfile.Empty;

    /// <summary>Sessions, in the order in which they began.</summary>
    public ImmutableList<SessionState> Sessions { get; init; } = [];

    /// <summary>Ids of the sessions that somebody who may say so called legitimate.</summary>
    public ImmutableHashSet<string> Legitimate { get; init; } = [];

    /// <summary>Sign-ins that failed in the last 14 days, the oldest first.</summary>
    public ImmutableList<FailedSignIn> Failures { get; init => field = value ?? []; } = [];

    /// <summary>When sign-ins failed. Ledgers of before know only this of <see cref="Failures"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public ImmutableList<DateTimeOffset> FailedSignIns
    {
        get => [.. Failures.Select(failure => failure.At)];
        init => Failures = value is { IsEmpty: false } ? [.. value.Select(at => new FailedSignIn(at, SessionId: null, Network: null))] : Failures;
    }

    /// <summary>MFA devices that sessions in good standing enabled for root, by serial number, and that were not removed again.</summary>
    public ImmutableList<string> MfaDevices { get; init => field = value ?? []; } = [];

    /// <summary>Password recoveries, and changes of e-mail address, password or MFA, in the last days.</summary>
    public ImmutableList<LockChange> LockChanges { get; init; } = [];

    /// <summary>Centralized root sessions that were issued in the last days.</summary>
    public ImmutableList<IssuedKey> IssuedKeys { get; init; } = [];

    /// <summary>The session that a record belongs to: by its key; without one, by who is not root, or by its address, and time; an alarm of AWS's, by the access key, the address, or the latest use of root within a day; null where it opens another.</summary>
    public SessionState? SessionOf(RootRecord record, Activity activity, DateTimeOffset at)
    {
        if (record.Identity == RootIdentity.AwsAlarm)
        {
            return SessionOfAlarm(record, at);
        }

        return record.SessionKey is { } key
            ? SessionOfKey(key, record.SignInSession)
                ?? (activity == Activity.ConsoleSignIn && (AttemptsBefore(record, at) ?? StepsBefore(record, at)) is { } before ? before with { SessionKey = key, IsLearnt = false } : null)
            : SessionNear(record, activity, at);
    }

    private SessionState? SessionOfKey(string key, string? signIn) =>
        Sessions.FindLast(session => session.SessionKey == key || (signIn is not null && session.SignInSession == signIn));

    private SessionState? SessionNear(RootRecord record, Activity activity, DateTimeOffset at)
    {
        // Who administers root may sit where its owner does: an address does not make them one.
        var near = Sessions.FindAll(session => (at - session.End).Duration() <= SessionState.Quiet && session.Caller == record.Caller && (record.Caller is not null || IsSameSource(session, record)));
        return near.FindLast(session => session.SessionKey is not null)
            ?? near.FindLast(session => session.SessionKey is null)
            ?? (activity == Activity.FailedSignIn ? Attempts(Failures) : null);
    }

    /// <summary>Learns of a centralized root session that was issued for the account. The order in which several become known changes nothing.</summary>
    internal AccountState Learn(IssuedKey issued) =>
        this with { IssuedKeys = [.. IssuedKeys.Add(issued).OrderBy(known => known.At).ThenBy(known => known.Key, StringComparer.Ordinal).TakeLast(Most)] };

    /// <summary>Lets a session teach whatever its standing, since somebody who may say so called it legitimate.</summary>
    public AccountState Acknowledge(string sessionId) =>
        this with
        {
            Legitimate = Legitimate.Add(sessionId),
            Profile = Sessions.Find(session => session.Id == sessionId) is { IsLearnt: true, Standing: not Standing.Good } passedOver
                ? Profile.Learn(passedOver, isLegitimate: true)
                : Profile,
        };

    /// <summary>Failures that count for a sign-in: those from its own network; and where that is not known, those from anywhere, as do all of the last day.</summary>
    public ImmutableList<FailedSignIn> FailuresBefore(RootRecord signIn, DateTimeOffset at) =>
        Failures.FindAll(failure => !failure.IsExplained && (failure.Network == signIn.Network || !Profile.Knows(signIn.Network) || at - failure.At <= LastDay));

    /// <summary>Whether a session in good standing enabled another MFA device for root than this one, and it was not removed again.</summary>
    public bool HasOtherMfaDevice(string? removed) => MfaDevices.Exists(device => device != removed);

    /// <summary>What the profile will be, once the sessions that have ended by then have taught it.</summary>
    public AccountProfile ProfileAt(DateTimeOffset at) => AdvanceTo(at).Profile;

    /// <summary>Forgets what no longer counts, and learns from the sessions that have ended.</summary>
    internal AccountState AdvanceTo(DateTimeOffset at) => IsUpToDate(at) ? this : ForgetAndLearn(at);

    private AccountState ForgetAndLearn(DateTimeOffset at)
    {
        var failures = Failures.RemoveAll(failure => at - failure.At > FailuresCount);
        var (profile, sessions) = (Profile, Sessions);
        foreach (var session in EndedBy(at))
        {
            profile = profile.Learn(session, Legitimate.Contains(session.Id));
            sessions = sessions.Replace(session, session with { IsLearnt = true });
        }

        return this with
        {
            Profile = profile,
            Sessions = sessions.RemoveAll(session => IsForgotten(session, at, failures)),
            Failures = failures,
            LockChanges = LockChanges.RemoveAll(change => at - change.At > Memory),
            IssuedKeys = IssuedKeys.RemoveAll(issued => at - issued.At > Memory),
        };
    }

    // In the order in which they ended; mostly it is one.
    private IEnumerable<SessionState> EndedBy(DateTimeOffset at)
    {
        var ended = new List<SessionState>();
        foreach (var session in Sessions)
        {
            if (IsLesson(session, at))
            {
                ended.Add(session);
            }
        }

        return ended.Count > 1 ? ended.OrderBy(static session => session.End) : ended;
    }

    internal AccountState With(SessionState session)
    {
        var known = Sessions.FindIndex(s => s.Id == session.Id);
        return this with { Sessions = known >= 0 ? Sessions.SetItem(known, session) : Added(Sessions, session) };
    }

    /// <summary>Remembers what a finding may mean for later ones.</summary>
    internal AccountState Remember(Finding finding, SessionState session, DateTimeOffset at) =>
        WithDevices(finding.Record, session).RememberForLater(finding, finding.Record, session, at);

    private AccountState RememberForLater(Finding finding, RootRecord record, SessionState session, DateTimeOffset at) =>
        record switch
        {
            { IsByPerson: true } when finding.Activity == Activity.FailedSignIn => this with { Failures = Added(Failures, new FailedSignIn(at, session.Id, record.Network)) },
            { Failed: false, IsByPerson: true, SessionKey: not null } when finding.Activity == Activity.ConsoleSignIn && Vouches(finding) => Explain(record.Network),
            { Failed: false } when ChangesLocks(finding) => this with { LockChanges = Added(LockChanges, new LockChange(at, session.Id, TrustedNetwork(finding, session))) },
            { Identity: RootIdentity.AssumeRootCaller, Request: { IssuedKey: { } key, TaskPolicy: { } task } } =>
                this with { IssuedKeys = Added(IssuedKeys, new IssuedKey(at, key, task)) },
            _ => this,
        };

    private AccountState WithDevices(RootRecord record, SessionState session) =>
        !record.IsDoneByRoot || Catalogue.RootsDevice(record) is not { } device ? this
        : record.EventName.StartsWith("Enable", StringComparison.OrdinalIgnoreCase) ? this with { MfaDevices = session.Standing == Standing.Good && !MfaDevices.Contains(device) ? Added(MfaDevices, device) : MfaDevices }
        : record.EventName.StartsWith("De", StringComparison.OrdinalIgnoreCase) ? this with { MfaDevices = MfaDevices.Remove(device, StringComparer.Ordinal) }
        : this;

    // It comes minutes or hours after what it is about, and may name neither key nor address.
    private SessionState? SessionOfAlarm(RootRecord alarm, DateTimeOffset at) =>
        Sessions.FindLast(session => alarm.AccessKeyId is { } key && session.AccessKeys.Contains(key))
        ?? Sessions.FindLast(session => alarm.SourceIp is { } source && session.Sources.Contains(source) && at - session.End <= SessionState.Quiet)
        ?? Sessions.FindAll(session => (!session.Sightings.IsEmpty || session.IsOnlyAlarms) && at - session.End <= AlarmsCount).MaxBy(session => session.End);

    // Guessing is one story for as long as its failures count, from wherever it comes.
    private SessionState? Attempts(ImmutableList<FailedSignIn> failures) =>
        Sessions.FindLast(session => session.IsOnlyAttempts && failures.Exists(failure => !failure.IsExplained && failure.SessionId == session.Id));

    private AccountState Explain(string? network) =>
        this with { Failures = Failures.ConvertAll(failure => failure.Network == network ? failure with { IsExplained = true } : failure) };

    // A success after so many failures belongs to them, unless it comes from a known network and they do not. An answer that called the failures legitimate was not about it.
    private SessionState? AttemptsBefore(RootRecord signIn, DateTimeOffset at) =>
        FailuresBefore(signIn, at).FindAll(failure => failure.Network == signIn.Network || !Profile.Knows(signIn.Network)) is { Count: >= ManyFailures } failures && Attempts(failures) is { } attempts && !Legitimate.Contains(attempts.Id) ? attempts : null;

    // The browser asks for one proof after the other, and only the sign-in itself names the session.
    private SessionState? StepsBefore(RootRecord signIn, DateTimeOffset at) =>
        Sessions.FindLast(session => session.IsOnlySteps && session.SessionKey is null && session.Caller == signIn.Caller && IsSameSource(session, signIn) && at - session.End <= SessionState.Quiet);

    // It may follow failures of its own, and lack MFA where that is usual; nothing else about it is suspicious.
    private static bool Vouches(Finding signIn) =>
        signIn.Signals.All(signal => signal is { Assessment: Assessment.Expected } or { Severity: < Severity.Medium } || signal.Id is "failed-sign-ins" or "no-mfa");

    private static bool ChangesLocks(Finding finding) =>
        finding.Record switch
        {
            { IsByOthers: true } => finding.Act.Id is "member-email-changed" or "member-left" or "member-moved" or "binding-policy-detached-from-member",

            // What its task covers is reported as that, whatever it is.
            { Identity: RootIdentity.AssumedRootSession } => Catalogue.Find(finding.Record).Id is "root-password-set" or "mfa-removed",
            { IsByPerson: true } => finding.Activity is Activity.PasswordRecovery or Activity.MfaChange || finding.Act.Id is "email-changed" or "password-changed",
            _ => false,
        };

    // A password recovery has no session yet, so nothing shows that the owner did it. The same holds without MFA from an unknown
    // network. A centralized root session never shows it.
    private string? TrustedNetwork(Finding finding, SessionState session) =>
        session is { SessionKey: not null, Standing: Standing.Good } && finding.Record.Identity != RootIdentity.AssumedRootSession
        && (session.Mfa != MfaState.NotUsed || Profile.Knows(finding.Record.Network))
            ? finding.Record.Network
            : null;

    // Nearly every record is one of many in a short time, so nothing is copied for it.
    private bool IsUpToDate(DateTimeOffset at) =>
        !IsAnyOlder(Failures, static failure => failure.At, at, FailuresCount)
        && !IsAnyOlder(LockChanges, static change => change.At, at, Memory)
        && !IsAnyOlder(IssuedKeys, static issued => issued.At, at, Memory)
        && !IsAnySessionDone(at);

    private static bool IsAnyOlder<T>(ImmutableList<T> items, Func<T, DateTimeOffset> timeOf, DateTimeOffset at, TimeSpan age)
    {
        foreach (var item in items)
        {
            if (at - timeOf(item) > age)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsAnySessionDone(DateTimeOffset at)
    {
        foreach (var session in Sessions)
        {
            if (IsLesson(session, at) || IsForgotten(session, at, Failures))
            {
                return true;
            }
        }

        return false;
    }

    // While a failed sign-in counts, its session is known, too.
    private static bool IsForgotten(SessionState session, DateTimeOffset at, ImmutableList<FailedSignIn> failures) =>
        at - session.End > Memory && !IsOfAny(failures, session.Id);

    private static bool IsOfAny(ImmutableList<FailedSignIn> failures, string session) => failures.Exists(failure => failure.SessionId == session);

    private static bool IsLesson(SessionState session, DateTimeOffset at) => !session.IsLearnt && HasEnded(session, at);

    private static bool HasEnded(SessionState session, DateTimeOffset at) =>
        at - session.End > SessionState.Quiet && at - session.Start > SessionState.Longest;

    private static bool IsSameSource(SessionState session, RootRecord record) =>
        record.SourceIp is { } source ? session.Sources.Contains(source) : session.Sources.IsEmpty;

    private static ImmutableList<T> Added<T>(ImmutableList<T> known, T item) =>
        (known.Count < Most ? known : known.RemoveAt(0)).Add(item);
}
