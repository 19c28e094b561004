using System.Text.RegularExpressions;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Incidents.Messages;
using RootWatch.Detection;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Signals;

namespace RootWatch.Bridge.Notifications;

/// <summary>The words of an alert, the same on every channel.</summary>
internal static partial class AlertText
{
    public const string RepeatNotice = "Possible repeat: an earlier attempt to send this may have arrived.";

    private static readonly TimeSpan LongLag = TimeSpan.FromDays(30);
    private static readonly TimeSpan NotableLag = TimeSpan.FromMinutes(10);

    /// <summary>What was done; of what is long past, that it is. Holds nothing from the record.</summary>
    public static string Headline(Finding finding) => finding.Record.IsLate || finding.Lag > LongLag ? $"History: {finding.Headline}" : finding.Headline;

    private static string Event(RootRecord record) => $"{Untrusted.Text(record.EventSource)} {Untrusted.Text(record.EventName)}".Trim();

    private static string Incident(Alert alert) => $"{alert.Incident.Id}, its finding no. {alert.Incident.Findings}";

    private static string Time(Finding finding) =>
        finding.Record.EventTime is not { } at ? "not in the record"
        : finding.Lag is { } lag && lag >= NotableLag ? $"{Notices.Utc(at)}, known {Span(lag)} later"
        : Notices.Utc(at);

    private static string Span(TimeSpan span) =>
        span.TotalDays >= 2 ? $"{(int)span.TotalDays} days"
        : span.TotalHours >= 2 ? $"{(int)span.TotalHours} hours"
        : $"{(int)span.TotalMinutes} minutes";

    /// <summary>What a person needs to know, in the order in which it is asked.</summary>
    public static IReadOnlyList<Fact> Facts(Alert alert)
    {
        var record = alert.Finding.Record;
        return
        [
            new("Account", record.Account),
            new("Activity", Words(alert.Finding.Activity.ToString())),
            new("Event", Event(record)),
            new("Outcome", record.Failed ? $"Failed {Untrusted.Text(record.ErrorCode)}".Trim() : "Succeeded"),
            new("Time", Time(alert.Finding)),
            new("Region", record.Region ?? "not in the record"),
            new("Source", Untrusted.Text(record.SourceIp) is { Length: > 0 } source ? source : "not in the record"),
            new("User agent", Untrusted.Text(record.UserAgent) is { Length: > 0 } agent ? agent : "not in the record"),
            new("MFA", record.Mfa switch { MfaState.Used => "used", MfaState.NotUsed => "not used", _ => "not in the record" }),
            new("Incident", Incident(alert)),
        ];
    }

    /// <summary>What is new to a person who has the incident's first message.</summary>
    public static IReadOnlyList<Fact> UpdateFacts(Alert alert) =>
    [
        new("Incident", Incident(alert)),
        new("Account", alert.Finding.Record.Account),
        new("Event", Event(alert.Finding.Record)),
        new("Time", Time(alert.Finding)),
        new("Source", Untrusted.Text(alert.Finding.Record.SourceIp) is { Length: > 0 } source ? source : "not in the record"),
    ];

    /// <summary>A signal as a reason. Holds nothing from the record.</summary>
    public static string Reason(Signal signal) => $"{signal.Sentence} {signal.Why} ({signal.Id})";

    /// <summary>"ConsoleSignIn" as "Console sign in".</summary>
    public static string Words(string name) => name[..1] + InnerCapital().Replace(name[1..], match => " " + match.Value.ToLowerInvariant());

    [GeneratedRegex("[A-Z]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InnerCapital();
}
