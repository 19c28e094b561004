using System.Collections.Immutable;
using RootWatch.Detection.Activities;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;
using static RootWatch.Detection.Assessment;
using static RootWatch.Detection.Severity;

namespace RootWatch.Detection.Signals;

/// <summary>
/// What a record's circumstances say, whatever was done, as data. A new reason is one more entry here, one
/// more sample in the tests, and one more page in docs/detections.
/// </summary>
internal static class ContextSignals
{
    private const int SeveralDoubts = 2;

    /// <summary>No use for so long is a root that nobody watches.</summary>
    private static readonly TimeSpan Dormancy = TimeSpan.FromDays(90);

    /// <summary>Hardly anybody moves to another network, and signs in again, in less.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromHours(1);

    public static IReadOnlyList<ContextSignal> All { get; } =
    [
        // The record itself.
        new("no-mfa", Unusual, Medium, "The session was opened without MFA.", "Without MFA, whoever knows the password is root.",
            "root itself acts, and the record says that MFA was not used",
            c => c.Record is { Mfa: MfaState.NotUsed, Failed: false, Identity: RootIdentity.RootUser },
            "$.additionalEventData.MFAUsed", "$.userIdentity.sessionContext.attributes.mfaAuthenticated") { IsDoubt = true, IsHabit = c => c.Profile.Sessions > 0 },
        new("mfa-no-longer-used", Unusual, Medium, "Root of this account was last used with MFA.", "Whoever takes root over takes its MFA away, or finds a way around it.",
            "root itself acts without MFA, and the last session in good standing was opened with MFA",
            c => c.Profile.UsesMfa && c.Record is { Mfa: MfaState.NotUsed, Failed: false, Identity: RootIdentity.RootUser },
            "$.additionalEventData.MFAUsed", "$.userIdentity.sessionContext.attributes.mfaAuthenticated") { IsDoubt = true, Techniques = ["T1556.006"] },
        new("mfa-unknown", Unusual, Low, "The record does not say whether MFA was used.", "Without MFA, whoever knows the password is root, and this record does not rule that out.",
            "a sign-in succeeds, and its record says nothing of MFA",
            c => c.IsSignIn && c.Record.Mfa == MfaState.Unknown, "$.additionalEventData.MFAUsed"),
        new("long-term-key", Anomalous, Critical, "The call was signed with a long-term access key of root, which should not exist.", "Such a key needs no MFA, never expires, and no IAM policy limits it.",
            "root's access key id begins with AKIA, in a record of CloudTrail's or a finding of GuardDuty's",
            c => (c.Record.Identity == RootIdentity.RootUser || IsRootsFinding(c.Record)) && c.Record.AccessKeyId?.StartsWith("AKIA", StringComparison.Ordinal) is true,
            "$.userIdentity.accessKeyId") { Techniques = ["T1078.004"] },
        new("denied-security-control", Anomalous, Critical, "A policy denied the change to a security control.", "Whoever tried did not know what is forbidden here.",
            "a change to a security control fails for want of permission",
            c => c.Entry.Activity == Activity.SecurityControlChange && c.Record is { IsDenied: true, IsByOthers: false }, "$.errorCode") { Techniques = ["T1562"] },
        new("federated-by-root", Unusual, Medium, "Root issued the federated session that made the call.", "Such a session carries root's power on after root's own has ended.",
            "the caller is a federated user whose session root issued",
            c => c.Record.Identity == RootIdentity.FederatedByRoot, "$.userIdentity.sessionContext.sessionIssuer.type") { Techniques = ["T1550.001"] },
        new("management-account", Expected, Medium, "It is the management account, which no service control policy binds.", "What root does there reaches every account of the organization.",
            "the policy tags the account \"management\", and root signs in or changes something",
            c => (c.IsSignIn || c.IsChange) && c.Policy.HasTag(c.Record.Account, "management"), "$.recipientAccountId"),

        new("key-known-as-roots", Anomalous, Critical, "The key that AWS names was used by root of this account.", "So it is root's key that others may have.",
            "an alarm of AWS's does not say whose its key is, and a session of root's used that key",
            c => c.Record is { Alarm.NamesRoot: false, AccessKeyId: { } key } && c.Session.AccessKeys.Contains(key) && !c.Session.IsOnlyAlarms,
            "$.detail.affectedEntities") { Techniques = ["T1552.001"] },

        // What came before it.
        new("failed-sign-ins", Unusual, Medium, "At least three sign-ins as root failed before it.", "Whoever guesses a password fails until it fits.",
            $"a sign-in succeeds after three or more that failed in the account in 14 days, from its own network, or from anywhere where no earlier session in good standing came from its network; or in 24 hours, from wherever. A sign-in about which nothing else is doubtful ends the count of its network's failures",
            c => c.IsSignIn && c.Account.FailuresBefore(c.Record, c.At).Count >= AccountState.ManyFailures,
            "$.eventTime") { IsDoubt = true, IsAboutPassword = true, Techniques = ["T1110.001"] },
        new("failures-from-here", Unusual, Medium, "Those sign-ins failed in the network that it comes from, where root of this account was never seen.", "Whoever mistypes a password mostly sits where root was used before; whoever guesses it does not.",
            "three or more of those failures come from the network that the sign-in comes from, and no earlier session in good standing did; where no such session is known, only without MFA",
            c => c.IsSignIn && CountFailuresFromHere(c) >= AccountState.ManyFailures
                && !c.Profile.Knows(c.Record.Network) && !c.Policy.KnowsNetwork(c) && (c.Profile.Sessions > 0 || c.Record.Mfa != MfaState.Used),
            "$.eventTime", "$.sourceIPAddress") { IsDoubt = true, Techniques = ["T1110.001"] },
        new("guessing", Anomalous, High, "Three or more sign-ins failed in networks where root of this account was never seen.", "Whoever mistypes a password mostly sits where root was used before; whoever guesses it does not.",
            "a sign-in fails, the third or a later one in 14 days in networks that no earlier session in good standing came from, and such sessions are known",
            c => c.Record is { IsByPerson: true, Network: { } network } && c.Entry.Activity == Activity.FailedSignIn && IsNowhereKnown(c, network)
                && CountGuesses(c) >= AccountState.ManyFailures - 1,
            "$.eventTime", "$.sourceIPAddress") { Techniques = ["T1110.001"] },
        new("sign-in-after-change", Unusual, Medium, "Before it, the password was recovered, e-mail address, password or MFA were changed, or the account was freed from what bounds it.", "Whoever has taken the mailbox or changed the locks signs in next.",
            "a sign-in succeeds within 7 days of a password recovery, or of a change of e-mail address, password or MFA in another session or by others, or after the account left its organization, moved in it, or lost a policy of it; not where that session was in good standing and in the network that the sign-in comes from",
            c => c.IsSignIn && FollowsLockChange(c),
            "$.eventTime") { IsDoubt = true, IsAboutPassword = true, Techniques = ["T1098"] },
        new("new-network", Unusual, Medium, "Root of this account was never seen in this network.", "A stolen password is mostly used from somewhere else.",
            "a person acts from a /24 (IPv6: /48) that no earlier session in good standing came from, and such sessions are known",
            c => c.NewInSession is { } network && IsNowhereKnown(c, network),
            "$.sourceIPAddress") { IsDoubt = true, IsAboutPlace = true },
        new("locks-changed-elsewhere", Unusual, Medium, "E-mail address, password or MFA were changed in a network where root of this account was never seen.", "Whoever takes root over changes its locks first, so that its owner cannot come back.",
            "root changes its e-mail address, password or MFA from a /24 (IPv6: /48) that no earlier session in good standing came from, and such sessions are known",
            c => c.IsDoneByRoot && (c.Entry.Activity == Activity.MfaChange || c.Entry.Id is "email-changed" or "password-changed" or "root-password-set") && !c.Session.IsFromItsShell(c.Record) && IsNowhereKnown(c, c.Record.Network),
            "$.eventName", "$.sourceIPAddress") { IsDoubt = true, Techniques = ["T1098"] },
        new("two-networks", Unusual, Medium, "One session was used from two networks.", "A stolen session cookie is used beside its owner.",
            "a session's call comes from another /24 (IPv6: /48) than its earlier ones",
            c => c.NewInSession is { } network && c.Record.SessionKey is not null && IsUsedElsewhere(c.Session, network),
            "$.sourceIPAddress") { IsDoubt = true, IsAboutPlace = true, Techniques = ["T1550.004"] },
        new("impossible-pace", Unusual, Medium, "Another session was used from another network at most an hour before.", "One person can hardly be in two places.",
            "a session is used from a network, and another session of the account was used from another one at most an hour before",
            c => c.NewInSession is { } network && c.Record.SessionKey is not null && IsAnotherUsedElsewhere(c, network),
            "$.sourceIPAddress", "$.eventTime") { IsDoubt = true, IsAboutPlace = true, Techniques = ["T1078.004"] },
        new("dormant-root", Unusual, Medium, "Root of this account had not been used for 90 days.", "Nobody watches what nobody uses.",
            "a session begins 90 days or more after the last one in good standing ended",
            c => c.IsDoneByRoot && c.Session.IsOnlyAttempts && c.At - c.Profile.LastUsed >= Dormancy, "$.eventTime") { Techniques = ["T1078.004"] },
        new("new-user-agent", Unusual, Low, "Root of this account was never used with this kind of program.", "Another browser or tool is often another person.",
            "a person acts with a kind of program that no earlier session in good standing used, and such sessions are known",
            c => c.IsDoneByRoot && c.Record.AgentFamily is { } agent && !c.Profile.Agents.IsEmpty && !c.Profile.Agents.Contains(agent) && !c.Session.Agents.Contains(agent),
            "$.userAgent"),
        new("new-region", Unusual, Low, "Root of this account never changed anything in this region.", "Intruders work where nobody looks.",
            "a person changes something in a region where no earlier session in good standing did, and such changes are known",
            c => c.IsChange && c.Record.Region is { } region && !c.Profile.Regions.IsEmpty && !c.Profile.Regions.Contains(region) && !c.Session.Regions.Contains(region),
            "$.awsRegion") { Techniques = ["T1535"] },
        new("new-service", Unusual, Low, "Root of this account never changed anything with this service.", "Root's tasks are few and stay the same.",
            "a person changes something with a service that no earlier session in good standing used, and such changes are known",
            c => c.IsChange && !c.Profile.Services.IsEmpty && !c.Profile.Services.Contains(c.Record.EventSource) && !c.Session.Services.Contains(c.Record.EventSource),
            "$.eventSource"),

        // What was declared, and for what the session was issued.
        new("outside-window", Anomalous, High, "A window of planned root use is open, and this is not what was planned.", "Whoever planned the window did not plan this.",
            "a declared window is open for the account, and the task or the network is none of its; not where no intruder is known to gain by the act and the network is",
            c => c.Record is { IsByPerson: true, IsByOthers: false } && c.Policy.IsOutsideWindows(c), "$.eventTime", "$.eventName", "$.sourceIPAddress"),
        new("outside-task-policy", Anomalous, High, "The centralised root session was used for something that its task does not cover.", "Such a session is issued for one task alone.",
            "a session issued by sts:AssumeRoot makes a call that its task policy does not cover, or, where the policy was not seen, that none covers",
            c => c.Record.Identity == RootIdentity.AssumedRootSession && !TaskPolicy.Covers(TaskOf(c), c.Record.EventSource, c.Record.EventName),
            "$.eventSource", "$.eventName", "$.userIdentity.accessKeyId") { Techniques = ["T1548.005"] },
    ];

    /// <summary>What the others add up to, and what the session has done so far.</summary>
    public static IReadOnlyList<ContextSignal> Cumulative { get; } =
    [
        new("several-doubts", Anomalous, High, "More than one thing about this session is doubtful.", "Each may have an innocent cause; together they are what a stolen password looks like.",
            $"two or more of these come together in one session: {string.Join(", ", All.Where(context => context.IsDoubt).Select(context => context.Id))}; of {string.Join(", ", All.Where(context => context.IsAboutPlace).Select(context => context.Id))} only one counts until root changes something; of {string.Join(", ", All.Where(context => context.IsAboutPassword).Select(context => context.Id))} only one where root is known and MFA is used",
            c => c.IsDoneByRoot && !c.Session.Signals.Contains("several-doubts") && CountDoubts(c) >= SeveralDoubts,
            "$.sourceIPAddress", "$.eventTime") { Techniques = ["T1078.004"] },
        new("tainted-session", Anomalous, High, "Earlier in this session root did what is never normal.", "Nothing that such a session does can be trusted.",
            "an earlier finding of the session is Anomalous",
            c => c.Record is { IsByPerson: true, IsByOthers: false } && c.Session.Standing == Standing.Tainted, "$.userIdentity.sessionContext.attributes.creationDate") { IsStanding = true },
        new("doubtful-session", Unusual, Low, "Something earlier in this session is unusual.", "What is normal in a session in good standing is less so here.",
            "an earlier finding of the session is Unusual at Medium severity or more, none is Anomalous, and root changes something",
            c => c.IsChange && c.Session.Standing == Standing.Doubtful, "$.userIdentity.sessionContext.attributes.creationDate") { IsStanding = true },
    ];

    public static ContextSignal[] Everything { get; } = [.. All, .. Cumulative];

    private static readonly ContextSignal[] Doubts = [.. All.Where(context => context.IsDoubt)];

    public static List<Signal> For(Circumstances circumstances)
    {
        List<Signal> signals = [];
        foreach (var context in Everything)
        {
            if (context.When(circumstances))
            {
                signals.Add(context.ToSignal());
            }
        }

        return signals;
    }

    // An owner who changes networks looks around in the new one; a thief changes something. An owner who forgot the
    // password fails, and then recovers it; where root is known and MFA is used, that is one story.
    private static int CountDoubts(Circumstances c)
    {
        var (others, places, passwords) = (0, 0, 0);
        foreach (var doubt in Doubts)
        {
            if (!doubt.IsHabit(c) && (c.Session.Signals.Contains(doubt.Id) || doubt.When(c)))
            {
                places += doubt.IsAboutPlace ? 1 : 0;
                passwords += doubt.IsAboutPassword ? 1 : 0;
                others += doubt.IsAboutPlace || doubt.IsAboutPassword ? 0 : 1;
            }
        }

        var isOwners = passwords > 1 && c.Record.Mfa == MfaState.Used && c.Profile.Knows(c.Record.Network);
        return others + (c.IsChange ? places : Math.Min(places, 1)) + (isOwners ? 1 : passwords);
    }

    // One browser reaches some services by IPv4 and others by IPv6, so the two say nothing of each other.
    private static bool IsElsewhere(string one, string other) => one != other && one.Contains(':', StringComparison.Ordinal) == other.Contains(':', StringComparison.Ordinal);

    private static bool IsRootsFinding(RootRecord record) => record.Alarm is not null && record.EventSource.StartsWith("guardduty.", StringComparison.Ordinal);

    private static int CountFailuresFromHere(Circumstances c) =>
        c.Record.Network is { } here ? c.Account.FailuresBefore(c.Record, c.At).Count(failure => failure.Network == here) : 0;

    private static int CountGuesses(Circumstances c) => c.Account.Failures.Count(failure => !failure.IsExplained && IsNowhereKnown(c, failure.Network));

    private static bool FollowsLockChange(Circumstances c) =>
        c.Account.LockChanges.Exists(change => change.SessionId != c.Session.Id && c.At >= change.At && (change.TrustedNetwork is not { } network || network != c.Record.Network));

    private static bool IsUsedElsewhere(SessionState session, string network)
    {
        foreach (var sighting in session.Sightings)
        {
            if (sighting.SessionKey == session.SessionKey && IsElsewhere(sighting.Network, network))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAnotherUsedElsewhere(Circumstances c, string network)
    {
        foreach (var session in c.Account.Sessions)
        {
            if (session.Id != c.Session.Id && IsUsedElsewhere(session, network, c.At))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsUsedElsewhere(SessionState session, string network, DateTimeOffset at)
    {
        foreach (var sighting in session.Sightings)
        {
            if (sighting.SessionKey is not null && IsElsewhere(sighting.Network, network) && (at - sighting.Last).Duration() <= Pace)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNowhereKnown(Circumstances c, string? network) =>
        network is not null && !c.Profile.Networks.IsEmpty && !c.Profile.Knows(network) && IsElsewhere(c.Profile.Networks, network) && !c.Policy.KnowsNetwork(c);

    private static bool IsElsewhere(ImmutableList<string> known, string network) => known.Exists(one => IsElsewhere(one, network));

    private static string? TaskOf(Circumstances c) =>
        c.Account.IssuedKeys.FindLast(issued => issued.Key == c.Record.AccessKeyId)?.Task;
}
