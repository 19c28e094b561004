using System.Buffers;
using RootWatch.Bridge.LeftBehind;
using RootWatch.Detection;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Signals;

namespace RootWatch.Bridge.Messages;

/// <summary>The words of an alert, the same on every channel.</summary>
internal static class AlertText
{
    public const string RepeatNotice = "Possible repeat: an earlier attempt to send this may have arrived.";

    private const string Unknown = "not in the record";
    private const int LongestReason = 500;
    private const int LongestName = 40;

    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_+-");
    private static readonly TimeSpan LongLag = TimeSpan.FromDays(30);

    /// <summary>What was done; of what is long past, that it is. Holds nothing from the record.</summary>
    public static string Headline(Finding finding) => IsHistory(finding) ? $"History: {finding.Headline}" : finding.Headline;

    /// <summary>What happened in the alert's incident so far. Holds nothing from the record.</summary>
    public static string Story(Alert alert) =>
        IsHistory(alert.Finding) || alert.Incident.Story.Length == 0 ? Headline(alert.Finding) : alert.Incident.Story;

    /// <summary>What a person needs to know, in the order in which it is asked.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="network">Whose network the source is in; null where that is not known.</param>
    public static IReadOnlyList<Fact> Facts(Alert alert, string? network)
    {
        var (finding, incident) = (alert.Finding, alert.Incident);
        var record = finding.Record;
        return
        [
            new("Event", $"{Event($"{record.EventSource} {record.EventName}")}, {Outcome(record)}"),
            .. record.Caller is { } caller ? [new Fact("Who", Untrusted.Text(caller))] : Array.Empty<Fact>(),
            .. Target(record) is { } target ? [new Fact("Target", target)] : Array.Empty<Fact>(),
            new("Time", Time(finding)),
            new("Source", Source(record, network)),
            new("Program", Program(record)),
            new("Region", record.Region ?? Unknown),
            new("MFA", record.Mfa switch { MfaState.Used => "used", MfaState.NotUsed => "not used", _ => Unknown }),
            new("Session", $"{incident.Id}, since {Phrases.Utc(incident.Start)}, {Phrases.Count(incident.Findings, "finding")}"),
            .. incident.LeftBehind is { } left ? [new Fact("Left behind", LeftBehindText.Of(left, incident.End))] : Array.Empty<Fact>(),
        ];
    }

    /// <summary>A signal as a reason.</summary>
    public static string Reason(Signal signal) => $"{Untrusted.Text(signal.Sentence, LongestReason)} {signal.Why} ({signal.Id})";

    /// <summary>Where EventBridge did not bring the event; null where it did.</summary>
    public static string? Provenance(RootRecord record) =>
        record.FoundInHistory is not { } find ? null
        : $"EventBridge had not brought this event: RootWatch found it in CloudTrail's event history at {Phrases.Utc(find.At)}."
            + (find.HasSpoke ? string.Empty : $" {(record.Region is { } region ? $"The region {region} of this account" : "Its region")} has no spoke, so events from there are found only so.");

    /// <summary>Service and action, as short as people say them.</summary>
    public static string Event(string sourceAndName) => Untrusted.Text(sourceAndName.Replace(".amazonaws.com ", " ", StringComparison.Ordinal));

    /// <summary>What became of a call; an alarm of AWS's is none.</summary>
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

    /// <summary>What kind of program called: what it calls itself holds too much that anybody may choose.</summary>
    public static string Program(RootRecord record) =>
        record.AgentFamily is { } family ? IsPlain(family) ? family : "another program"
        : record.UserAgent is null ? Unknown
        : "AWS's own";

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
        : finding.Lag is { } lag ? $"{Phrases.Utc(at)}, known {Span(lag)} later"
        : Phrases.Utc(at);

    private static bool IsPlain(string name) => name.Length is > 0 and <= LongestName && name.AsSpan().IndexOfAnyExcept(PlainCharacters) < 0;
}
