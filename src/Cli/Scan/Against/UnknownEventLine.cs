using RootWatch.Bridge.Incidents;

namespace RootWatch.Cli.Scan.Against;

/// <summary>One event that the bridge does not know, as <c>--against</c> with <c>--format jsonl</c> writes it.</summary>
/// <param name="EventId">The event's id.</param>
/// <param name="EventTime">When it happened, UTC; null where the record does not say.</param>
/// <param name="Account">The account.</param>
/// <param name="Region">The region; null where the record names none.</param>
/// <param name="EventSource">The service that was called.</param>
/// <param name="EventName">What was called.</param>
/// <param name="Assessment">How it is assessed among the other events of the logs.</param>
/// <param name="Severity">How severe it is.</param>
/// <param name="Signals">Why.</param>
/// <param name="IsForgettable">Whether it is older than what the bridge keeps, so that nobody can tell whether it was seen.</param>
internal sealed record UnknownEventLine(
    string EventId,
    string? EventTime,
    string Account,
    string? Region,
    string EventSource,
    string EventName,
    string Assessment,
    string Severity,
    IReadOnlyList<string> Signals,
    bool IsForgettable)
{
    public static UnknownEventLine Of(RecordedFinding recorded, DateTimeOffset keptSince)
    {
        var (finding, record) = (recorded.Finding, recorded.Finding.Record);
        return new UnknownEventLine(
            record.EventId,
            record.EventTime is { } at ? FindingLine.Utc(at) : null,
            record.Account,
            record.Region,
            record.EventSource,
            record.EventName,
            finding.Assessment.ToString(),
            finding.Severity.ToString(),
            [.. finding.Signals.Select(signal => signal.Id)],
            record.EventTime < keptSince);
    }
}
