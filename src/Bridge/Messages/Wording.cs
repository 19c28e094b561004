using System.Globalization;
using RootWatch.Bridge.Incidents;
using RootWatch.Detection;

namespace RootWatch.Bridge.Messages;

/// <summary>The words of a message, the same on every channel, in the order in which people ask for them.</summary>
internal sealed record Wording
{
    public const string DoNowTitle = "Do now";
    public const string MoreReasonsTitle = "More reasons";

    /// <summary>How many links are shown at once; with the button that shows the details they are five.</summary>
    public const int MostLinks = 4;

    private const int LongestFact = 500;
    private const int LongestName = 64;
    private const int MostReasons = 3;
    private const int MostFacts = 4;
    private const string RootWatch = "RootWatch";

    public required Tone Tone { get; init; }

    /// <summary>How bad it is, which account, and what.</summary>
    public required MessageTitle Title { get; init; }

    /// <summary>What to think of it, one sentence; null where it is no use of root. Our own words.</summary>
    public string? Judgement { get; init; }

    /// <summary>What happened, and in which account.</summary>
    public required Sentence Headline { get; init; }

    /// <summary>What happened in the incident that it is about; null where the headline says it.</summary>
    public Sentence? Story { get; init; }

    /// <summary>The most urgent steps to take. Our own words.</summary>
    public IReadOnlyList<string> DoNow { get; init; } = [];

    /// <summary>What else to know of this message. Our own words.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>What the reasons are called.</summary>
    public required string ReasonsTitle { get; init; }

    /// <summary>Why, and what to do, strongest first. Our own words, and the organization's.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>The command that does what the last of them asks for, in one piece; null where there is none. Our own words.</summary>
    public string? Command { get; init; }

    /// <summary>What people ask first. Values hold text from outside, made fit to be shown.</summary>
    public required IReadOnlyList<Fact> Facts { get; init; }

    /// <summary>Further reasons, for whoever wants all of them.</summary>
    public IReadOnlyList<string> MoreReasons { get; init; } = [];

    /// <summary>Further facts, for whoever wants all of them.</summary>
    public IReadOnlyList<Fact> MoreFacts { get; init; } = [];

    /// <summary>What the timeline is called.</summary>
    public string TimelineTitle { get; init; } = string.Empty;

    /// <summary>Sign-ins and changes, by the time of day. Values hold text from outside, made fit to be shown.</summary>
    public IReadOnlyList<Fact> Timeline { get; init; } = [];

    public required Assessment? Assessment { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>The account that it is about; null where it is about none, or several.</summary>
    public required string? Account { get; init; }

    /// <summary>What people call the account, made fit to be shown; null where that is not known.</summary>
    public required string? AccountName { get; init; }

    /// <summary>Whether there is more than the first look shows.</summary>
    public bool HasDetails => MoreReasons.Count > 0 || MoreFacts.Count > 0 || Timeline.Count > 0;

    public static Wording Of(OutgoingMessage outgoing)
    {
        IReadOnlyList<string> remarks =
        [
            .. outgoing.MayBeRepeat ? [AlertText.RepeatNotice] : Array.Empty<string>(),
            .. outgoing.Message.Remark is { } remark ? [remark] : Array.Empty<string>(),
            .. outgoing.Message is Alert found && AlertText.Provenance(found.Finding.Record) is { } provenance ? [provenance] : Array.Empty<string>(),
        ];
        var name = Fit(outgoing.AccountName);
        return (outgoing.Message switch
        {
            Alert alert => Of(alert, outgoing, name, remarks),
            Notice notice => Of(notice, outgoing, name, remarks),
            _ => throw new ArgumentOutOfRangeException(nameof(outgoing), outgoing.Message, message: null),
        }).With(outgoing.Times.Beside);
    }

    private static Wording Of(Alert alert, OutgoingMessage outgoing, string? name, IReadOnlyList<string> remarks)
    {
        var (finding, account) = (alert.Finding, alert.Finding.Record.Account);
        List<string> reasons = [.. finding.Signals.Select(AlertText.Reason)];
        return new Wording
        {
            Tone = Tones.Of(finding.Assessment),
            Title = new MessageTitle(Lead(alert, isOfIncident: true), name ?? account, AlertText.Verdict(finding)),
            Judgement = AssessmentWords.Sentence(finding.Assessment),
            Headline = Sentence.Of(AlertText.Story(alert), Named(account, name)),
            DoNow = alert.Incident.DoNow ?? [],
            Remarks = remarks,
            ReasonsTitle = "Why",
            Reasons = [.. reasons.Take(MostReasons)],
            Facts = AlertText.Facts(alert, outgoing.Network),
            MoreReasons = [.. reasons.Skip(MostReasons), .. alert.Also.Select(also => $"Also since the last message: {also}")],
            MoreFacts = AlertText.MoreFacts(alert),
            TimelineTitle = TimelineTitleIn(outgoing.Times),
            Timeline = TimelineOf(alert.Incident, outgoing.Times),
            Assessment = finding.Assessment,
            Severity = finding.Severity,
            Account = account,
            AccountName = name,
        };
    }

    private static Wording Of(Notice notice, OutgoingMessage outgoing, string? name, IReadOnlyList<string> remarks)
    {
        List<Fact> facts = [.. notice.Facts.Select(fact => new Fact(LabelOf(fact), Untrusted.Text(ValueOf(fact, notice, name), LongestFact)))];
        var first = notice.Kind == NoticeKind.Digest ? facts.Count : MostFacts;
        return new Wording
        {
            Tone = ToneOf(notice),
            Title = new MessageTitle(notice.Kind == NoticeKind.Test ? "TEST" : Lead(notice, notice.Incident is not null), notice.Account is null ? RootWatch : name ?? notice.Account, Verdicts.Of(notice)),
            Headline = notice is { Account: { } account, Incident: null, Kind: not NoticeKind.Test } ? Sentence.Of(notice.Title, Named(account, name)) : notice.Title,
            Story = notice.Incident is { Story: { Length: > 0 } story } ? Sentence.Of(story, Named(notice.Account!, name)) : null,
            DoNow = CallsForAction(notice) ? notice.Incident?.DoNow ?? [] : [],
            Remarks = remarks,
            ReasonsTitle = "What it means",
            Reasons = notice.Lines,
            Command = notice.Command,
            Facts = [.. facts.Take(first)],
            MoreFacts = [.. facts.Skip(first)],
            TimelineTitle = TimelineTitleIn(outgoing.Times),
            Timeline = notice.Incident is { } incident ? TimelineOf(incident, outgoing.Times) : [],
            Assessment = notice.Assessment,
            Severity = notice.Severity,
            Account = notice.Account,
            AccountName = name,
        };
    }

    /// <summary>An account's name, made fit to be shown; null where there is none.</summary>
    public static string? Fit(string? name) => Untrusted.Text(name, LongestName) is { Length: > 0 } fit ? fit : null;

    /// <summary>An account as people and machines know it.</summary>
    /// <param name="account">Its 12 digits.</param>
    /// <param name="name">What people call it, made fit to be shown; null where that is not known.</param>
    public static string Named(string account, string? name) => name is null ? account : $"{name} ({account})";

    // The names of assessments are for machines.
    private static string LabelOf(Fact fact) =>
        fact.Label switch
        {
            nameof(Detection.Assessment.Anomalous) => "Treat as compromise",
            nameof(Detection.Assessment.Unusual) => "Needs a look",
            nameof(Detection.Assessment.Expected) => "Planned or routine",
            _ => fact.Label,
        };

    private static string ValueOf(Fact fact, Notice notice, string? name) =>
        (fact.Label, notice.Incident) switch
        {
            ("Account", _) => Named(fact.Value, name),
            (IncidentNotices.Worst, { } incident) => $"{incident.Severity}, {AssessmentWords.Of(incident.Assessment)}",
            _ => fact.Value,
        };

    // What is over, done or confirmed as us asks for nothing.
    private static bool CallsForAction(Notice notice) =>
        notice is { Kind: NoticeKind.CredentialUsed } or { Kind: NoticeKind.Acknowledged, Verdict: IncidentNotices.ReportedAsNotUs };

    // The first message of an incident is no update, so its second is the first update.
    private static string Lead(Message message, bool isOfIncident) =>
        $"{(isOfIncident && message.Number > 1 ? string.Create(CultureInfo.InvariantCulture, $"Update {message.Number - 1}: ") : string.Empty)}{Verdicts.Of(UrgencyOf(message))}";

    // How bad an incident was looks like an alarm beside the news that it was us.
    private static Severity UrgencyOf(Message message) =>
        message is Notice { Kind: NoticeKind.Acknowledged, Verdict: IncidentNotices.ConfirmedAsUs } ? Severity.Informational : message.Urgency;

    private static string TimelineTitleIn(TimeDisplay times) => $"Sign-ins and changes ({times.Zones})";

    private static IReadOnlyList<Fact> TimelineOf(IncidentSnapshot incident, TimeDisplay times) =>
        [.. incident.Writes.Select(write => new Fact(times.TimeOfDay(write.At), $"{AlertText.Event(write.Event)}{(write.Failed ? ", failed" : string.Empty)}"))];

    private static Tone ToneOf(Notice notice) =>
        notice.Kind switch
        {
            NoticeKind.SpokeSilent or NoticeKind.CloudTrailSilent or NoticeKind.RootPathSilent or NoticeKind.OwnAlarm or NoticeKind.ChannelFailing or NoticeKind.Tampering or NoticeKind.CredentialUsed or NoticeKind.PostureWeakened => Tone.Bad,
            NoticeKind.ResponseDone or NoticeKind.SpokeBack or NoticeKind.CloudTrailBack or NoticeKind.RootPathBack or NoticeKind.ChannelBack or NoticeKind.PostureMended => Tone.Good,
            NoticeKind.RegionEnabled => Tone.Doubtful,
            NoticeKind.Acknowledged => notice.Assessment == Detection.Assessment.Anomalous && notice.Severity == Severity.Critical ? Tone.Bad : Tone.Good,
            NoticeKind.Digest => notice.Severity >= Severity.High ? Tone.Bad : Tone.Doubtful,
            _ => Tone.Neutral,
        };

    private Wording With(Func<string, string> change) =>
        this with
        {
            Headline = Headline.With(change),
            Story = Story?.With(change),
            Remarks = [.. Remarks.Select(change)],
            Reasons = [.. Reasons.Select(change)],
            Facts = [.. Facts.Select(fact => fact with { Value = change(fact.Value) })],
            MoreFacts = [.. MoreFacts.Select(fact => fact with { Value = change(fact.Value) })],
        };
}
