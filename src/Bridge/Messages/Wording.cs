using RootWatch.Bridge.Incidents;
using RootWatch.Detection;

namespace RootWatch.Bridge.Messages;

/// <summary>The words of a message, the same on every channel, in the order in which people ask for them.</summary>
internal sealed record Wording
{
    private const int LongestFact = 500;
    private const int LongestName = 64;
    private const int LongestSubject = 160;

    public required Tone Tone { get; init; }

    /// <summary>How bad it is. Our own words.</summary>
    public required string Header { get; init; }

    /// <summary>What happened, and in which account.</summary>
    public required Sentence Headline { get; init; }

    /// <summary>What happened in the incident that it is about; null where the headline tells it.</summary>
    public Sentence? Story { get; init; }

    /// <summary>More of it. Values hold text from outside, made fit to be shown.</summary>
    public required IReadOnlyList<Fact> Facts { get; init; }

    /// <summary>What was changed last, by the time of day. Values hold text from outside, made fit to be shown.</summary>
    public IReadOnlyList<Fact> Timeline { get; init; } = [];

    /// <summary>What else to know of this message. Our own words.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>What the reasons are called.</summary>
    public required string ReasonsTitle { get; init; }

    /// <summary>Why, and what to do, strongest first. Our own words, and the organisation's.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>The command that does what the last of them asks for, in one piece; null where there is none. Our own words.</summary>
    public string? Command { get; init; }

    public required Assessment? Assessment { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>The account that it is about; null where it is about none, or several.</summary>
    public required string? Account { get; init; }

    /// <summary>What people call the account, made fit to be shown; null where that is not known.</summary>
    public required string? AccountName { get; init; }

    /// <summary>Header and headline in one.</summary>
    public string Title => $"{Header}: {Headline}";

    /// <summary>As much of it as a list of messages shows.</summary>
    public string Subject => Excerpt.WithEllipsis(Title, LongestSubject);

    public static Wording Of(OutgoingMessage outgoing)
    {
        IReadOnlyList<string> remarks =
        [
            .. outgoing.MayBeRepeat ? [AlertText.RepeatNotice] : Array.Empty<string>(),
            .. outgoing.Message.Remark is { } remark ? [remark] : Array.Empty<string>(),
            .. outgoing.Message is Alert found && AlertText.Provenance(found.Finding.Record) is { } provenance ? [provenance] : Array.Empty<string>(),
        ];
        var name = Fit(outgoing.AccountName);
        return outgoing.Message switch
        {
            Alert alert => Of(alert, outgoing.Network, name, remarks),
            Notice notice => Of(notice, name, remarks),
            _ => throw new ArgumentOutOfRangeException(nameof(outgoing), outgoing.Message, message: null),
        };
    }

    private static Wording Of(Alert alert, string? network, string? name, IReadOnlyList<string> remarks) => new()
    {
        Tone = Tones.Of(alert.Finding.Assessment),
        Header = $"{(alert.Number > 1 ? "Update, " : string.Empty)}{alert.Finding.Assessment} – {alert.Finding.Severity}",
        Headline = Sentence.Of(AlertText.Story(alert), Named(alert.Finding.Record.Account, name)),
        Facts = AlertText.Facts(alert, network),
        Timeline = TimelineOf(alert.Incident),
        Remarks = remarks,
        ReasonsTitle = "Why",
        Reasons = [.. alert.Finding.Signals.Select(AlertText.Reason), .. alert.Also.Select(also => $"Also since the last message: {also}")],
        Assessment = alert.Finding.Assessment,
        Severity = alert.Finding.Severity,
        Account = alert.Finding.Record.Account,
        AccountName = name,
    };

    private static Wording Of(Notice notice, string? name, IReadOnlyList<string> remarks) => new()
    {
        Tone = ToneOf(notice),
        Header = notice.Kind == NoticeKind.Test ? "TEST" : AlertText.Words(notice.Kind.ToString()),
        Headline = notice is { Account: { } account, Incident: null, Kind: not NoticeKind.Test } ? Sentence.Of(notice.Title, Named(account, name)) : notice.Title,
        Story = notice.Incident is { Story: { Length: > 0 } story } ? Sentence.Of(story, Named(notice.Account!, name)) : null,
        Facts = [.. notice.Facts.Select(fact => new Fact(fact.Label, Untrusted.Text(fact.Label == "Account" ? Named(fact.Value, name) : fact.Value, LongestFact)))],
        Timeline = notice.Incident is { } incident ? TimelineOf(incident) : [],
        Remarks = remarks,
        ReasonsTitle = "What it means",
        Reasons = notice.Lines,
        Command = notice.Command,
        Assessment = notice.Assessment,
        Severity = notice.Severity,
        Account = notice.Account,
        AccountName = name,
    };

    /// <summary>An account's name, made fit to be shown; null where there is none.</summary>
    public static string? Fit(string? name) => Untrusted.Text(name, LongestName) is { Length: > 0 } fit ? fit : null;

    /// <summary>An account as people and machines know it.</summary>
    /// <param name="account">Its 12 digits.</param>
    /// <param name="name">What people call it, made fit to be shown; null where that is not known.</param>
    public static string Named(string account, string? name) => name is null ? account : $"{name} ({account})";

    private static IReadOnlyList<Fact> TimelineOf(IncidentSnapshot incident) =>
        [.. incident.Writes.Select(write => new Fact(Phrases.Utc(write.At)[11..19], $"{AlertText.Event(write.Event)}{(write.Failed ? ", failed" : string.Empty)}"))];

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
}
