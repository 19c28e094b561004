using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Messages;
using RootWatch.Detection;

namespace RootWatch.Bridge.Response;

/// <summary>The words of what is sent about the response to an incident.</summary>
internal static class ResponseNotices
{
    /// <summary>That all urgent steps are done; null where one is open.</summary>
    public static Notice? WhenDone(IncidentSnapshot incident, ResponseChecklist checklist)
    {
        if (!checklist.AreUrgentStepsDone)
        {
            return null;
        }

        var open = checklist.Steps.Count(step => !step.IsDone);
        return IncidentNotices.OfIncident(
            NoticeKind.ResponseDone,
            incident,
            Severity.Informational,
            "All urgent response steps are done.",
            [.. checklist.Steps.Where(step => step is { Planned.Step.IsUrgent: true }).Select(step => new Fact(step.Planned.Step.Title, DoneBy(step)))],
            [open == 0 ? "No step is open." : $"{Phrases.Count(open, "step")} that can wait {(open == 1 ? "is" : "are")} open. The incident's page lists them."]);
    }

    private static string DoneBy(ChecklistStep step) =>
        step.Tick is { } tick ? $"{tick.Name}, {Phrases.Utc(tick.At)}" : step.Proof ?? "shown by a later record";
}
