using System.Globalization;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.LeftBehind;
using RootWatch.Detection;

namespace RootWatch.Bridge.Messages;

/// <summary>The words of what is told of an incident besides its findings.</summary>
internal static class IncidentNotices
{
    public static Notice Closed(Incident incident) =>
        OfIncident(
            NoticeKind.IncidentClosed,
            incident.Snapshot,
            Severity.Informational,
            $"{(incident.Session.Caller is null ? "Root" : "The caller")} has been quiet for an hour: the incident is over with {Phrases.Count(incident.Findings, "finding")}.",
            [new("Signals", string.Join(", ", incident.Session.Signals))],
            ["Nothing is to be done that earlier messages did not ask for."]);

    public static Notice Acknowledged(Incident incident)
    {
        var said = incident.Notifications.Acknowledgement!;
        return OfIncident(
            NoticeKind.Acknowledged,
            incident.Snapshot,
            incident.Severity,
            said.Verdict == Verdict.Legitimate ? "Somebody says that this was the organisation's own people." : "Somebody says that this was NOT the organisation's own people.",
            [new("Who", said.Name), new("Note", said.Note)],
            said.Verdict == Verdict.Legitimate
                ? ["What this session did counts as usual for the account from now on.", "Later findings of it are told only where they are worse than what was acknowledged."]
                : ["Treat the account as taken over.", "Later findings of it are told only where they are worse than what was acknowledged."]);
    }

    public static Notice OfIncident(NoticeKind kind, IncidentSnapshot incident, Severity severity, string title, IEnumerable<Fact> facts, IEnumerable<string> lines) =>
        new(
            kind,
            incident.Id,
            severity,
            title,
            [
                new("Incident", incident.Id),
                new("From", Phrases.Utc(incident.Start)),
                new("To", Phrases.Utc(incident.End)),
                new("Findings", incident.Findings.ToString(CultureInfo.InvariantCulture)),
                new("Worst", $"{incident.Assessment}, {incident.Severity}"),
                .. facts,
                .. incident.LeftBehind is { } left ? [new Fact("Left behind", LeftBehindText.Of(left, incident.End))] : Array.Empty<Fact>(),
            ],
            [.. lines])
        { Account = incident.Account, Assessment = incident.Assessment, Incident = incident };
}
