using System.Collections.Immutable;
using RootWatch.Detection.Activities;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;
using static RootWatch.Detection.Assessment;
using static RootWatch.Detection.Severity;

namespace RootWatch.Detection.Signals;

/// <summary>
/// What a record's circumstances say, whatever was done, as data. A new signal is one more entry here, one
/// more sample in the tests, and one more page in docs/detections.
/// </summary>
internal static class ContextSignals
{
    private const int SeveralDoubts = 2;

    /// <summary>A root user that was not used for this long is rarely watched.</summary>
    private static readonly TimeSpan Dormancy = TimeSpan.FromDays(90);

    /// <summary>Hardly anybody moves to another network and signs in again in less time.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromHours(1);

    public static IReadOnlyList<ContextSignal> All { get; } =
    [
        // The record itself.
        new("no-mfa", Unusual, Medium, "The session was opened without MFA.", "Without MFA, anyone who knows the password is root.",
            "root itself acts, and the record says that MFA was not used",
            c => c.Record is { Mfa: MfaState.NotUsed, Failed: false, Identity: RootIdentity.RootUser },
            "$.additionalEventData.MFAUsed", "$.userIdentity.sessionContext.attributes.mfaAuthenticated") { IsDoubt = true, IsHabit = c => c.Profile.Sessions > 0 },
        new("mfa-no-longer-used", Unusual, Medium, "This account's root used MFA last time, but not this time.", "Intruders remove MFA or find a way around it.",
            "root itself acts without MFA, and the last session in good standing was opened with MFA",
            c => c.Profile.UsesMfa && c.Record is { Mfa: MfaState.NotUsed, Failed: false, Identity: RootIdentity.RootUser },
            "$.additionalEventData.MFAUsed", "$.userIdentity.sessionContext.attributes.mfaAuthenticated") { IsDoubt = true, Techniques = ["T1556.006"] },
        new("mfa-unknown", Unusual, Low, "The record does not say whether MFA was used.", "Without MFA, anyone who knows the password is root, and this record does not rule that out.",
            "a sign-in succeeds, and its record says nothing about MFA",
            c => c.IsSignIn && c.Record.Mfa == MfaState.Unknown, "$.additionalEventData.MFAUsed"),
        new("long-term-key", Anomalous, Critical, "The call was signed with a long-term root access key, which should not exist.", "Such a key needs no MFA, never expires, and no IAM policy limits it.",
            "root's access key id begins with AKIA, in a CloudTrail record or a GuardDuty finding",
            c => (c.Record.Identity == RootIdentity.RootUser || IsRootsFinding(c.Record)) && c.Record.AccessKeyId?.StartsWith("AKIA", StringComparison.Ordinal) is true,
            "$.userIdentity.accessKeyId") { Techniques = ["T1078.004"] },
        new("denied-security-control", Anomalous, Critical, "A policy denied the change to a security control.", "The caller did not know what is forbidden here, which points to an intruder.",
            "a change to a security control is denied",
            c => c.Entry.Activity == Activity.SecurityControlChange && c.Record is { IsDenied: true, IsByOthers: false }, "$.errorCode") { Techniques = ["T1562"] },
        new("federated-by-root", Unusual, Medium, "Root issued the federated session that made the call.", "Such a session keeps root's permissions after root's own session has ended.",
            "the caller is a federated user whose session root issued",
            c => c.Record.Identity == RootIdentity.FederatedByRoot, "$.userIdentity.sessionContext.sessionIssuer.type") { Techniques = ["T1550.001"] },
        new("management-account", Expected, Medium, "This is the management account, which no service control policy limits.", "What root does there can affect every account in the organization.",
            "the policy tags the account \"management\", and root signs in or changes something",
            c => (c.IsSignIn || c.IsChange) && c.Policy.HasTag(c.Record.Account, "management"), "$.recipientAccountId"),

        new("key-known-as-roots", Anomalous, Critical, "This account's root used the key that AWS names.", "So the key that others may have is root's.",
            "an AWS alarm does not say whose key it names, and a root session used that key",
            c => c.Record is { Alarm.NamesRoot: false, AccessKeyId: { } key } && c.Session.AccessKeys.Contains(key) && !c.Session.IsOnlyAlarms,
            "$.detail.affectedEntities") { Techniques = ["T1552.001"] },

        // What came before it.
        new("failed-sign-ins", Unusual, Medium, "At least three sign-ins as root failed before this one.", "Somebody who guesses a password fails many times first.",
            $"a sign-in succeeds after three or more failures in the account: in 24 hours, from any network; or in 14 days, from its own network, or from any network where no earlier session in good standing came from its own. A sign-in about which nothing else is suspicious ends the count of its network's failures",
            c => c.IsSignIn && c.Account.FailuresBefore(c.Record, c.At).Count >= AccountState.ManyFailures,
            "$.eventTime") { IsDoubt = true, IsAboutPassword = true, Techniques = ["T1110.001"] },
        new("failures-from-here", Unusual, Medium, "Those failures came from the network of this sign-in, where this account's root was never seen before.", "Owners who mistype a password are usually in a known network; people who guess it are not.",
            "three or more of those failures come from the sign-in's network, and no earlier session in good standing did; where no such session is known, only without MFA",
            c => c.IsSignIn && CountFailuresFromHere(c) >= AccountState.ManyFailures
                && !c.Profile.Knows(c.Record.Network) && !c.Policy.KnowsNetwork(c) && (c.Profile.Sessions > 0 || c.Record.Mfa != MfaState.Used),
            "$.eventTime", "$.sourceIPAddress") { IsDoubt = true, Techniques = ["T1110.001"] },
        new("guessing", Anomalous, High, "Three or more sign-ins failed from networks where this account's root was never seen before.", "Owners who mistype a password are usually in a known network; people who guess it are not.",
            "a sign-in fails, the third or a later one in 14 days from networks that no earlier session in good standing came from, and such sessions are known",
            c => c.Record is { IsByPerson: true, Network: { } network } && c.Entry.Activity == Activity.FailedSignIn && IsNowhereKnown(c, network)
                && CountGuesses(c) >= AccountState.ManyFailures - 1,
            "$.eventTime", "$.sourceIPAddress") { Techniques = ["T1110.001"] },
        new("sign-in-after-change", Unusual, Medium, "In the 7 days before, the password was recovered, the email address, password or MFA was changed, or the account lost policies of its organization.", "Somebody who has taken over the mailbox or changed the credentials signs in next.",
            "a sign-in succeeds within 7 days of a password recovery, or of a change of email address, password or MFA in another session or by others, or after the account left its organization, moved in it, or lost a policy of it; not where that session was in good standing and in the network that the sign-in comes from",
            c => c.IsSignIn && FollowsLockChange(c),
            "$.eventTime") { IsDoubt = true, IsAboutPassword = true, Techniques = ["T1098"] },
        new("new-network", Unusual, Medium, "This account's root was never seen in this network before.", "A stolen password is usually used from somewhere else.",
            "a person acts from a /24 (IPv6: /48) that no earlier session in good standing came from, and such sessions are known",
            c => c.NewInSession is { } network && IsNowhereKnown(c, network),
            "$.sourceIPAddress") { IsDoubt = true, IsAboutPlace = true },
        new("locks-changed-elsewhere", Unusual, Medium, "The email address, password or MFA was changed from a network where this account's root was never seen before.", "Intruders change the credentials first, so that the owner cannot sign in.",
            "root changes its email address, password or MFA from a /24 (IPv6: /48) that no earlier session in good standing came from, and such sessions are known",
            c => c.IsDoneByRoot && (c.Entry.Activity == Activity.MfaChange || c.Entry.Id is "email-changed" or "password-changed" or "root-password-set") && !c.Session.IsFromItsShell(c.Record) && IsNowhereKnown(c, c.Record.Network),
            "$.eventName", "$.sourceIPAddress") { IsDoubt = true, Techniques = ["T1098"] },
        new("two-networks", Unusual, Medium, "One session was used from two networks.", "A stolen session cookie is used while its owner still works.",
            "a session's call comes from another /24 (IPv6: /48) than its earlier ones",
            c => c.NewInSession is { } network && c.Record.SessionKey is not null && IsUsedElsewhere(c.Session, network),
            "$.sourceIPAddress") { IsDoubt = true, IsAboutPlace = true, Techniques = ["T1550.004"] },
        new("impossible-pace", Unusual, Medium, "Another session was used from a different network within the hour before.", "One person can hardly be in two places at once.",
            "a session is used from a network, and another session of the account was used from another one at most an hour before",
            c => c.NewInSession is { } network && c.Record.SessionKey is not null && IsAnotherUsedElsewhere(c, network),
            "$.sourceIPAddress", "$.eventTime") { IsDoubt = true, IsAboutPlace = true, Techniques = ["T1078.004"] },
        new("dormant-root", Unusual, Medium, "This account's root had not been used for 90 days.", "Nobody watches an account that nobody uses.",
            "a session begins 90 days or more after the last one in good standing ended",
            c => c.IsDoneByRoot && c.Session.IsOnlyAttempts && c.At - c.Profile.LastUsed >= Dormancy, "$.eventTime") { Techniques = ["T1078.004"] },
        new("new-user-agent", Unusual, Low, "This account's root was never used with this kind of program before.", "A different browser or tool often means a different person.",
            "a person acts with a kind of program that no earlier session in good standing used, and such sessions are known",
            c => c.IsDoneByRoot && c.Record.AgentFamily is { } agent && !c.Profile.Agents.IsEmpty && !c.Profile.Agents.Contains(agent) && !c.Session.Agents.Contains(agent),
            "$.userAgent"),
        new("new-region", Unusual, Low, "This account's root never changed anything in this region before.", "Intruders work where nobody looks.",
            "a person changes something in a region where no earlier session in good standing did, and such changes are known",
            c => c.IsChange && c.Record.Region is { } region && !c.Profile.Regions.IsEmpty && !c.Profile.Regions.Contains(region) && !c.Session.Regions.Contains(region),
            "$.awsRegion") { Techniques = ["T1535"] },
        new("new-service", Unusual, Low, "This account's root never changed anything with this service before.", "Root's tasks are few and stay the same.",
            "a person changes something with a service that no earlier session in good standing used, and such changes are known",
            c => c.IsChange && !c.Profile.Services.IsEmpty && !c.Profile.Services.Contains(c.Record.EventSource) && !c.Session.Services.Contains(c.Record.EventSource),
            "$.eventSource"),

        // What was declared, and what the session was issued for.
        new("outside-window", Anomalous, High, "A window of planned root use is open, but this is not what was planned.", "The declared window covers other tasks or other networks.",
            "a declared window is open for the account, but does not cover the task or the network; not where the act is harmless and the window covers the network",
            c => c.Record is { IsByPerson: true, IsByOthers: false } && c.Policy.IsOutsideWindows(c), "$.eventTime", "$.eventName", "$.sourceIPAddress"),
        new("outside-task-policy", Anomalous, High, "The centralized root session was used for something that its task does not cover.", "Such a session is issued for one task only.",
            "a session issued by sts:AssumeRoot makes a call that its task policy does not cover, or, where the policy was not seen, that none covers",
            c => c.Record.Identity == RootIdentity.AssumedRootSession && !TaskPolicy.Covers(TaskOf(c), c.Record.EventSource, c.Record.EventName),
            "$.eventSource", "$.eventName", "$.userIdentity.accessKeyId") { Techniques = ["T1548.005"] },
    ];

    /// <summary>What the others add up to, and what the session has done so far.</summary>
    public static IReadOnlyList<ContextSignal> Cumulative { get; } =
    [
        new("several-doubts", Anomalous, High, "More than one thing about this session is suspicious.", "Each may have an innocent cause; together they look like a stolen password.",
            $"two or more of these come together in one session: {string.Join(", ", All.Where(context => context.IsDoubt).Select(context => context.Id))}; of {string.Join(", ", All.Where(context => context.IsAboutPlace).Select(context => context.Id))} only one counts until root changes something; of {string.Join(", ", All.Where(context => context.IsAboutPassword).Select(context => context.Id))} only one where root is known and MFA is used",
            c => c.IsDoneByRoot && !c.Session.Signals.Contains("several-doubts") && CountDoubts(c) >= SeveralDoubts,
            "$.sourceIPAddress", "$.eventTime") { Techniques = ["T1078.004"] },
        new("tainted-session", Anomalous, High, "Earlier in this session, root did something that is never normal.", "Nothing that such a session does can be trusted.",
            "an earlier finding of the session is Anomalous",
            c => c.Record is { IsByPerson: true, IsByOthers: false } && c.Session.Standing == Standing.Tainted, "$.userIdentity.sessionContext.attributes.creationDate") { IsStanding = true },
        new("doubtful-session", Unusual, Low, "Something earlier in this session was unusual.", "What would be normal in another session deserves a look in this one.",
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
    // password fails first and then recovers it; where root is known and MFA is used, these are one doubt.
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

    // One browser reaches some services by IPv4 and others by IPv6, so the two cannot be compared.
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
