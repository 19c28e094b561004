using RootWatch.Bridge.Incidents;

namespace RootWatch.Cli.Scan;

/// <summary>One incident, as <c>--format incidents</c> writes it.</summary>
internal sealed record IncidentLine(
    string IncidentId,
    string Account,
    string Start,
    string End,
    int Findings,
    string Assessment,
    string Severity,
    IReadOnlyList<string> Signals,
    int Notifications)
{
    public static IncidentLine Of(Incident incident) => new(
        incident.Id,
        incident.Session.Account,
        FindingLine.Utc(incident.Start),
        FindingLine.Utc(incident.End),
        incident.Findings,
        incident.Assessment.ToString(),
        incident.Severity.ToString(),
        incident.Session.Signals,
        incident.Notifications.News);
}
