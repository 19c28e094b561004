using System.Globalization;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.LeftBehind;
using RootWatch.Detection;

namespace RootWatch.Bridge.Messages;

/// <summary>The words of notices about an incident.</summary>
internal static class IncidentNotices
{
    /// <summary>The label of the worst that an incident's findings say.</summary>
    public const string Worst = "Worst";

    /// <summary>The verdict on an incident that was us.</summary>
    public const string ConfirmedAsUs = "confirmed as us";

    /// <summary>The verdict on an incident that was not us.</summary>
    public const string ReportedAsNotUs = "reported as NOT us";

    private const string LaterFindings = "You will hear about later findings of this session only if they are worse than what was answered.";

    public static Notice Closed(Incident incident) =>
        OfIncident(
            NoticeKind.IncidentClosed,
            incident.Snapshot,
            Severity.Informational,
            $"{(incident.Session.Caller is null ? "Root" : "The caller")} has done nothing for an hour. The incident is over after {Phrases.Count(incident.Findings, "finding")}.",
            [],
            ["There is nothing to do beyond what earlier messages asked for."],
            [new("Signals", string.Join(", ", incident.Session.Signals))]);

    public static Notice Acknowledged(Incident incident)
    {
        var said = incident.Notifications.Acknowledgement!;
        return OfIncident(
            NoticeKind.Acknowledged,
            incident.Snapshot,
            incident.Severity,
            said.Verdict == Verdict.Legitimate ? "Somebody answered: this was us." : "Somebody answered: this was NOT us.",
            [new("Who", said.Name), new("Note", said.Note)],
            said.Verdict == Verdict.Legitimate
                ? ["From now on, what this session did counts as usual for the account.", LaterFindings]
                : ["Treat the account as compromised.", LaterFindings])
            with { Verdict = said.Verdict == Verdict.Legitimate ? ConfirmedAsUs : ReportedAsNotUs };
    }

    public static Notice OfIncident(NoticeKind kind, IncidentSnapshot incident, Severity severity, string title, IEnumerable<Fact> facts, IEnumerable<string> lines, params IEnumerable<Fact> moreFacts) =>
        new(
            kind,
            incident.Id,
            severity,
            title,
            [
                .. facts,
                new("From", Phrases.Utc(incident.Start)),
                new("To", Phrases.Utc(incident.End)),
                new(Worst, $"{incident.Assessment}, {incident.Severity}"),
                new("Findings", incident.Findings.ToString(CultureInfo.InvariantCulture)),
                new("Incident", incident.Id),
                .. incident.LeftBehind is { } left ? [new Fact("Left behind", LeftBehindText.Of(left, incident.End))] : Array.Empty<Fact>(),
                .. moreFacts,
            ],
            [.. lines])
        { Account = incident.Account, Assessment = incident.Assessment, Incident = incident };
}
