using System.Buffers;
using RootWatch.Bridge.LeftBehind;
using RootWatch.Detection;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Signals;

namespace RootWatch.Bridge.Messages;

/// <summary>The words of an alert, the same on every channel.</summary>
internal static class AlertText
{
    public const string RepeatNotice = "Possible repeat: this message may already have arrived.";

    private const string Unknown = "not in the record";
    private const int LongestReason = 500;
    private const int LongestName = 40;

    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_+-");
    private static readonly TimeSpan LongLag = TimeSpan.FromDays(30);

    /// <summary>What was done, and whether that is long past. Holds nothing from the record.</summary>
    public static string Headline(Finding finding) => IsHistory(finding) ? $"History: {finding.Headline}" : finding.Headline;

    /// <summary>What happened in the alert's incident so far. Holds nothing from the record.</summary>
    public static string Story(Alert alert) =>
        IsHistory(alert.Finding) || alert.Incident.Story.Length == 0 ? Headline(alert.Finding) : alert.Incident.Story;

    /// <summary>The few words of its title. Our own.</summary>
    public static string Verdict(Finding finding) => IsHistory(finding) ? "late record of root use" : Verdicts.Of(finding);

    /// <summary>What a person asks first: when, from where, with what, and whether with MFA; of what others did, who and to what.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="network">Whose network the source is in; null where that is not known.</param>
    public static IReadOnlyList<Fact> Facts(Alert alert, string? network)
    {
        var record = alert.Finding.Record;
        return
        [
            new("When", Time(alert.Finding)),
            new("From", Source(record, network)),
            .. record.Caller is { } caller ? [new Fact("Who", Untrusted.Text(caller))] : Array.Empty<Fact>(),
            Target(record) is { } target ? new Fact("Target", target) : new Fact("With", Program(record)),
            .. record.Caller is null ? [new Fact("MFA", record.Mfa switch { MfaState.Used => "used", MfaState.NotUsed => "not used", _ => Unknown })] : Array.Empty<Fact>(),
        ];
    }

    /// <summary>What a person may ask next.</summary>
    public static IReadOnlyList<Fact> MoreFacts(Alert alert)
    {
        var (record, incident) = (alert.Finding.Record, alert.Incident);
        return
        [
            new("Event", $"{Event($"{record.EventSource} {record.EventName}")}, {Outcome(record)}"),
            new("Region", record.Region ?? Unknown),
            new("Incident", $"{incident.Id}, since {Phrases.Utc(incident.Start)}, {Phrases.Count(incident.Findings, "finding")}"),
            .. incident.LeftBehind is { } left ? [new Fact("Left behind", LeftBehindText.Of(left, incident.End))] : Array.Empty<Fact>(),
        ];
    }

    /// <summary>A signal as a reason.</summary>
    public static string Reason(Signal signal) => $"{Untrusted.Text(signal.Sentence, LongestReason)} {signal.Why} ({signal.Id})";

    /// <summary>Where EventBridge did not bring the event; null where it did.</summary>
    public static string? Provenance(RootRecord record) =>
        record.FoundInHistory is not { } find ? null
        : $"EventBridge did not deliver this event. RootWatch found it in CloudTrail's event history at {Phrases.Utc(find.At)}."
            + (find.HasSpoke ? string.Empty : $" {(record.Region is { } region ? $"Region {region} of this account" : "Its region")} has no spoke, so its events are only found this way.");

    /// <summary>Service and action, as short as people say them.</summary>
    public static string Event(string sourceAndName) => Untrusted.Text(sourceAndName.Replace(".amazonaws.com ", " ", StringComparison.Ordinal));

    /// <summary>Whether a call succeeded; an AWS alarm is not a call.</summary>
    public static string Outcome(RootRecord record) =>
        record.Alarm is not null ? "reported by AWS"
        : record.Failed ? $"failed {Untrusted.Text(record.ErrorCode)}".TrimEnd()
        : "succeeded";

    /// <summary>Where a call came from.</summary>
    public static string Source(RootRecord record, string? network) =>
        Untrusted.Text(record.SourceIp) is not { Length: > 0 } source ? Unknown
        : network is not null ? $"{source}, {Untrusted.Text(network)}"
        : source;

    /// <summary>What a call by others than root was about; null where it names nothing but the account.</summary>
    public static string? Target(RootRecord record)
    {
        if (record.Target is not { } target)
        {
            return null;
        }

        var account = target.Account is { } digits && digits != record.Account ? $"account {digits}" : null;
        var places = target.From is { } from ? $"from {Untrusted.Text(from)} to {Untrusted.Text(target.Place)}"
            : target.Place is { } place ? $"on {Untrusted.Text(place)}"
            : null;
        string?[] parts = [account, target.Policy is { } policy ? $"policy {Untrusted.Text(policy)}" : null, target.Service is { } service ? Untrusted.Text(service) : null, places];
        return string.Join(' ', parts.OfType<string>()) is { Length: > 0 } text ? text : null;
    }

    /// <summary>What kind of program made the call. The full user agent is not shown: anybody may choose it.</summary>
    public static string Program(RootRecord record) =>
        record.AgentFamily is { } family ? IsPlain(family) ? family : "another program"
        : record.UserAgent is null ? Unknown
        : "an AWS program";

    /// <summary>"ConsoleSignIn" as "Console sign in".</summary>
    public static string Words(string name) => string.Concat(name.Select((c, at) => at > 0 && char.IsAsciiLetterUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));

    /// <summary>A time span as people say it.</summary>
    public static string Span(TimeSpan span) =>
        span.TotalDays >= 2 ? $"{(int)span.TotalDays} days"
        : span.TotalHours >= 2 ? $"{(int)span.TotalHours} hours"
        : span.TotalMinutes >= 2 ? $"{(int)span.TotalMinutes} minutes"
        : $"{Math.Max(0, (int)span.TotalSeconds)} s";

    private static bool IsHistory(Finding finding) => finding.Record.IsLate || finding.Lag > LongLag;

    private static string Time(Finding finding) =>
        finding.Record.EventTime is not { } at ? Unknown
        : finding.Lag is { } lag ? $"{Phrases.Utc(at)}, received {Span(lag)} later"
        : Phrases.Utc(at);

    private static bool IsPlain(string name) => name.Length is > 0 and <= LongestName && name.AsSpan().IndexOfAnyExcept(PlainCharacters) < 0;
}
