using RootWatch.Bridge.Incidents.Messages;
using RootWatch.Detection;

namespace RootWatch.Bridge.Notifications;

/// <summary>The words of a message, the same on every channel, in the order in which people ask for them.</summary>
internal sealed record Wording
{
    private const int LongestFact = 500;

    /// <summary>How bad it is. Our own words.</summary>
    public required string Header { get; init; }

    /// <summary>What happened. Our own words.</summary>
    public required string Headline { get; init; }

    /// <summary>More of it. Values hold text from outside, made fit to be shown.</summary>
    public required IReadOnlyList<Fact> Facts { get; init; }

    /// <summary>What else to know of this message. Our own words.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>What the reasons are called.</summary>
    public required string ReasonsTitle { get; init; }

    /// <summary>Why, and what to do. Our own words.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    public required Assessment? Assessment { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>The account that it is about; null where it is about none, or several.</summary>
    public required string? Account { get; init; }

    /// <summary>Header and headline in one.</summary>
    public string Title => $"{Header}: {Headline}";

    public static Wording Of(Outgoing outgoing)
    {
        IReadOnlyList<string> remarks =
        [
            .. outgoing.MayBeRepeat ? [AlertText.RepeatNotice] : Array.Empty<string>(),
            .. outgoing.Message.Remark is { } remark ? [remark] : Array.Empty<string>(),
        ];
        return outgoing.Message switch
        {
            Alert alert => new Wording
            {
                Header = $"{(alert.Number > 1 ? "Update, " : string.Empty)}{alert.Finding.Assessment} – {alert.Finding.Severity}",
                Headline = AlertText.Headline(alert.Finding),
                Facts = alert.Number > 1 ? AlertText.UpdateFacts(alert) : AlertText.Facts(alert),
                Remarks = remarks,
                ReasonsTitle = "Why",
                Reasons = [.. alert.Finding.Signals.Select(AlertText.Reason), .. alert.Also.Select(also => $"Also since the last message: {also}")],
                Assessment = alert.Finding.Assessment,
                Severity = alert.Finding.Severity,
                Account = alert.Finding.Record.Account,
            },
            Notice notice => new Wording
            {
                Header = notice.Kind == NoticeKind.Test ? "TEST" : AlertText.Words(notice.Kind.ToString()),
                Headline = notice.Title,
                Facts = [.. notice.Facts.Select(fact => new Fact(fact.Label, Untrusted.Text(fact.Value, LongestFact)))],
                Remarks = remarks,
                ReasonsTitle = "What it means",
                Reasons = notice.Lines,
                Assessment = notice.Assessment,
                Severity = notice.Severity,
                Account = notice.Account,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(outgoing), outgoing.Message, message: null),
        };
    }
}
