using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Posture;
using RootWatch.Bridge.Recording;
using RootWatch.Detection.Response;

namespace RootWatch.Bridge.Response;

/// <summary>What is to be done about an incident, and what of it is done.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Steps">Its steps, in their order.</param>
public sealed record ResponseChecklist(ResponsePlan Plan, IReadOnlyList<ChecklistStep> Steps)
{
    /// <summary>There are urgent steps, and every one is done.</summary>
    public bool AreUrgentStepsDone => Steps.Any(IsUrgent) && Steps.Where(IsUrgent).All(step => step.IsDone);

    /// <param name="incident">The incident.</param>
    /// <param name="progress">What people said of its steps.</param>
    /// <param name="observed">What AWS's event history shows of its resources.</param>
    /// <param name="posture">How root of its account can sign in, as far as AWS was asked; null where it never was.</param>
    public static ResponseChecklist Of(IncidentDetails incident, ResponseProgress progress, IEnumerable<ObservedChange> observed, AccountPosture? posture)
    {
        var plan = IncidentPlan.Of(incident.Incident.Account, [.. incident.Records.Select(record => record.Finding)], ObservedChanges.Of(incident.LeftBehind, observed));
        return new ResponseChecklist(plan, [.. plan.Steps.Select(step => new ChecklistStep(step) { Proof = PostureProof.Of(step.Id, posture, incident.Incident.End) })]).With(progress);
    }

    /// <summary>The same with what people say of its steps now.</summary>
    public ResponseChecklist With(ResponseProgress progress) => this with { Steps = [.. Steps.Select(step => step with { Tick = progress.Ticks.GetValueOrDefault(step.Planned.Id) })] };

    private static bool IsUrgent(ChecklistStep step) => step.Planned.Step.IsUrgent;
}
