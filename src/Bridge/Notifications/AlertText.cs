using System.Globalization;
using System.Text.RegularExpressions;
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

    /// <summary>Assessment, severity and what was done. Holds nothing from the record.</summary>
    public static string Title(Alert alert) => $"{alert.Finding.Assessment} – {alert.Finding.Severity}: {Headline(alert.Finding)}";

    /// <summary>What was done; of what is long past, that it is. Holds nothing from the record.</summary>
    public static string Headline(Finding finding) => finding.Record.IsLate || finding.Lag > LongLag ? $"History: {finding.Headline}" : finding.Headline;

    private static string Time(Finding finding) =>
        finding.Record.EventTime is not { } at ? "not in the record"
        : finding.Lag is { } lag && lag >= NotableLag ? $"{Utc(at)}, known {Span(lag)} later"
        : Utc(at);

    private static string Utc(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Span(TimeSpan span) =>
        span.TotalDays >= 2 ? $"{(int)span.TotalDays} days"
        : span.TotalHours >= 2 ? $"{(int)span.TotalHours} hours"
        : $"{(int)span.TotalMinutes} minutes";

    /// <summary>What a person needs to know, in the order in which it is asked.</summary>
    public static IReadOnlyList<(string Label, string Value)> Facts(Alert alert)
    {
        var record = alert.Finding.Record;
        return
        [
            ("Account", record.Account),
            ("Activity", Words(alert.Finding.Activity.ToString())),
            ("Event", $"{Untrusted.Text(record.EventSource)} {Untrusted.Text(record.EventName)}".Trim()),
            ("Outcome", record.Failed ? $"Failed {Untrusted.Text(record.ErrorCode)}".Trim() : "Succeeded"),
            ("Time", Time(alert.Finding)),
            ("Region", record.Region ?? "not in the record"),
            ("Source", Untrusted.Text(record.SourceIp) is { Length: > 0 } source ? source : "not in the record"),
            ("User agent", Untrusted.Text(record.UserAgent) is { Length: > 0 } agent ? agent : "not in the record"),
            ("MFA", record.Mfa switch { MfaState.Used => "used", MfaState.NotUsed => "not used", _ => "not in the record" }),
            ("Incident", $"{alert.Incident.Id}, its finding no. {alert.Incident.Findings}"),
        ];
    }

    /// <summary>A signal as a reason. Holds nothing from the record.</summary>
    public static string Reason(Signal signal) => $"{signal.Sentence} {signal.Why} ({signal.Id})";

    /// <summary>"ConsoleSignIn" as "Console sign in".</summary>
    private static string Words(string name) => name[..1] + InnerCapital().Replace(name[1..], match => " " + match.Value.ToLowerInvariant());

    [GeneratedRegex("[A-Z]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InnerCapital();
}
