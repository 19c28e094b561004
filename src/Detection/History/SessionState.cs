using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using RootWatch.Detection.Activities;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Counters;
using RootWatch.Detection.Signals;

namespace RootWatch.Detection.History;

/// <summary>
/// What is known of one root session, and of the sign-ins and console actions without a session that belong
/// to it: what people see as one incident. A value: adding a finding gives another one.
/// </summary>
public sealed record SessionState
{
    /// <summary>How long root must be quiet for a use without a session to be another incident.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromHours(1);

    /// <summary>The longest life of a root session; after it, its credentials have expired.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    // Bounds what an attacker can make it hold. Beyond that, new values are only counted.
    private const int Most = 64;
    private const int HashBytes = 5;

    /// <summary>The incident's name: the account, and a hash of the session's key or of the first event.</summary>
    public required string Id { get; init; }

    /// <summary>The 12 digits of the account.</summary>
    public required string Account { get; init; }

    /// <summary>Account and start of the root session; null where no finding has one.</summary>
    public required string? SessionKey { get; init; }

    /// <summary>AWS Sign-In's own name of the session, which stays the same when its credentials are renewed; null where no finding has one.</summary>
    public string? SignInSession { get; init; }

    /// <summary>Whether it was opened with MFA; NotUsed where any of its records says so.</summary>
    public MfaState Mfa { get; init; } = MfaState.Unknown;

    /// <summary>Whose calls these are, where they are not root's; null where they are.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Caller { get; init; }

    /// <summary>When the first finding happened, UTC.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>When the last finding happened, UTC.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>How many findings it has.</summary>
    public int Findings { get; init; }

    /// <summary>The worst of its findings' assessments.</summary>
    public Assessment Assessment { get; init; }

    /// <summary>The worst of its findings' severities.</summary>
    public Severity Severity { get; init; }

    /// <summary>How far it may be trusted.</summary>
    public Standing Standing { get; init; }

    /// <summary>It has ended, and the account's profile has learnt from it what it may.</summary>
    public bool IsLearnt { get; init; }

    /// <summary>Whether nothing is known of it but sign-ins that failed, steps of a sign-in, and AWS alarms about them.</summary>
    public bool IsOnlyAttempts { get; init; } = true;

    /// <summary>Whether nothing is known of it but steps of a sign-in that were passed.</summary>
    public bool IsOnlySteps { get; init; } = true;

    /// <summary>Signals' ids in the order in which they were first seen.</summary>
    public ImmutableList<string> Signals { get; init; } = [];

    /// <summary>Source addresses, or services' names, in the order in which they were first seen.</summary>
    public ImmutableList<string> Sources { get; init; } = [];

    /// <summary>From where root used it.</summary>
    public ImmutableList<NetworkUse> Sightings { get; init; } = [];

    /// <summary>The kinds of programs that root used.</summary>
    public ImmutableList<string> Agents { get; init; } = [];

    /// <summary>The regions that root changed something in.</summary>
    public ImmutableList<string> Regions { get; init; } = [];

    /// <summary>The services that root changed something with.</summary>
    public ImmutableList<string> Services { get; init; } = [];

    // Ledgers of before do not have these lists, and are read as if they said null.

    /// <summary>MFA devices that its calls showed to be root's, by serial number.</summary>
    public ImmutableList<string> RootsDevices { get; init => field = value ?? []; } = [];

    /// <summary>What adds up over it, by the signal's id.</summary>
    public ImmutableDictionary<string, Tally> Tallies { get; init => field = value ?? ImmutableDictionary<string, Tally>.Empty; } = ImmutableDictionary<string, Tally>.Empty;

    /// <summary>The access keys that it used, and those that alarms of AWS's about it name.</summary>
    public ImmutableList<string> AccessKeys { get; init => field = value ?? []; } = [];

    /// <summary>How many of its findings are AWS's own alarms.</summary>
    public int Alarms { get; init; }

    /// <summary>Whether nothing is known of it but AWS's own alarms.</summary>
    public bool IsOnlyAlarms => Alarms == Findings;

    /// <summary>Whether one of its calls showed an MFA device to be root's.</summary>
    public bool IsRootsDevice(string? device) => device is not null && RootsDevices.Contains(device);

    /// <summary>Whether root used it from a network.</summary>
    internal bool IsSeenIn(string network)
    {
        foreach (var sighting in Sightings)
        {
            if (sighting.Network == network)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a call comes from the shell in the console that this session opened: its address is AWS's and says nothing about where root is.</summary>
    public bool IsFromItsShell(RootRecord record) =>
        Services.Contains("cloudshell.amazonaws.com") && record.UserAgent?.Contains("exec-env/CloudShell", StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>Opens one for its first record.</summary>
    public static SessionState Open(RootRecord record, DateTimeOffset at) => new()
    {
        Id = $"{record.Account}-{Hash(record.SessionKey ?? record.EventId)}",
        Account = record.Account,
        SessionKey = record.SessionKey,
        Caller = record.Caller,
        Start = at,
        End = at,
    };

    /// <summary>Adds one of its findings. Findings are added in the order in which they happened.</summary>
    public SessionState Add(Finding finding, DateTimeOffset at)
    {
        var record = finding.Record;
        var byRoot = record.IsDoneByRoot;
        var changed = byRoot && !record.IsRead;

        // An alarm is about the session and not part of it, so it does not make the session longer.
        var isAlarm = record.Identity == RootIdentity.AwsAlarm;
        return this with
        {
            Start = at < Start ? at : Start,
            End = at > End && !isAlarm ? at : End,
            SignInSession = SignInSession ?? record.SignInSession,
            Mfa = byRoot && (Mfa == MfaState.Unknown || record.Mfa == MfaState.NotUsed) ? record.Mfa : Mfa,
            Findings = Findings + 1,
            Assessment = finding.Assessment > Assessment ? finding.Assessment : Assessment,
            Severity = finding.Severity > Severity ? finding.Severity : Severity,
            Standing = StandingAfter(finding) is var standing && standing > Standing ? standing : Standing,
            IsOnlyAttempts = IsOnlyAttempts && (finding.Activity == Activity.FailedSignIn || IsStep(finding) || (isAlarm && Findings > 0)),
            IsOnlySteps = IsOnlySteps && IsStep(finding),
            Alarms = Alarms + (isAlarm ? 1 : 0),
            Signals = With(Signals, finding.Signals),
            Sources = With(Sources, record.SourceIp),
            Sightings = byRoot && record.Network is { } network && !IsFromItsShell(record) ? Seen(new NetworkUse(record.SessionKey is null ? null : SessionKey, network, at)) : Sightings,
            Agents = With(Agents, byRoot ? record.AgentFamily : null),
            Regions = With(Regions, changed ? record.Region : null),
            Services = With(Services, changed ? record.EventSource : null),
            AccessKeys = With(AccessKeys, record.IsByOthers ? null : record.AccessKeyId),
            RootsDevices = With(RootsDevices, byRoot ? Catalogue.RootsDevice(record) : null),
            Tallies = Count(CountedAct.Of(finding)),
        };
    }

    private static bool IsStep(Finding finding) => finding is { Activity: Activity.ConsoleSignIn, Record: { SessionKey: null, IsByPerson: true } };

    internal Tally TallyOf(Counter counter) => Tallies.GetValueOrDefault(counter.Id, Tally.Nothing);

    private ImmutableDictionary<string, Tally> Count(CountedAct act)
    {
        var tallies = Tallies;
        foreach (var counter in AllCounters.All)
        {
            var before = TallyOf(counter);
            var after = counter.Add(before, act);
            tallies = after.Count == before.Count ? tallies : tallies.SetItem(counter.Id, after);
        }

        return tallies;
    }

    // No MFA is no sign of an intrusion where none was ever used; where it was, another signal says so. A device counts as replaced only in good standing.
    private static Standing StandingAfter(Finding finding) =>
        finding.Assessment == Assessment.Anomalous ? Standing.Tainted
        : finding.Record.Alarm is null && finding.Signals.Any(signal => signal is { Assessment: Assessment.Unusual, Severity: >= Severity.Medium } && signal.Id is not ("no-mfa" or "mfa-replaced")) ? Standing.Doubtful
        : Standing.Good;

    private static ImmutableList<string> With(ImmutableList<string> known, IReadOnlyList<Signal> signals)
    {
        foreach (var signal in signals)
        {
            known = With(known, signal.Id);
        }

        return known;
    }

    private static ImmutableList<string> With(ImmutableList<string> known, string? found) =>
        found is null || known.Count >= Most || known.Contains(found) ? known : known.Add(found);

    private static string Hash(string origin)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(origin), hash);
        return Convert.ToHexStringLower(hash[..HashBytes]);
    }

    private ImmutableList<NetworkUse> Seen(NetworkUse sighting)
    {
        var known = Sightings.FindIndex(s => s.SessionKey == sighting.SessionKey && s.Network == sighting.Network);
        return known >= 0 ? Sightings.SetItem(known, sighting)
            : Sightings.Count < Most ? Sightings.Add(sighting)
            : Sightings;
    }
}
