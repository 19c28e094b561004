using System.Globalization;
using System.Text.Json.Serialization;
using RootWatch.Bridge.Incidents;

namespace RootWatch.Cli.Scan;

/// <summary>One finding, as <c>--format jsonl</c> writes it.</summary>
internal sealed record FindingLine(
    string EventId,
    string? EventTime,
    string Account,
    string Partition,
    string EventSource,
    string EventName,
    string Activity,
    string Assessment,
    string Severity,
    IReadOnlyList<string> Signals,
    IReadOnlyList<string> Techniques,
    string? SessionKey,
    string IncidentId,
    bool Notified,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Caller)
{
    public static FindingLine Of(RecordedFinding recorded)
    {
        var finding = recorded.Finding;
        var record = finding.Record;
        return new FindingLine(
            record.EventId,
            record.EventTime is { } at ? Utc(at) : null,
            record.Account,
            record.Partition,
            record.EventSource,
            record.EventName,
            finding.Activity.ToString(),
            finding.Assessment.ToString(),
            finding.Severity.ToString(),
            [.. finding.Signals.Select(signal => signal.Id)],
            finding.Techniques,
            record.SessionKey,
            recorded.Incident.Id,
            recorded.IsNews,
            record.Caller);
    }

    public static string Utc(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
