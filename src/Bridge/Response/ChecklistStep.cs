using RootWatch.Detection.Response;

namespace RootWatch.Bridge.Response;

/// <summary>A step of an incident's plan, and whether it is done.</summary>
/// <param name="Planned">The step.</param>
public sealed record ChecklistStep(PlannedStep Planned)
{
    /// <summary>Who marked it as done; null where nobody has.</summary>
    public StepTick? Tick { get; init; }

    /// <summary>What AWS answered that shows it done, one sentence; null where it has not.</summary>
    public string? Proof { get; init; }

    /// <summary>A person, a later record or AWS itself says that it is done.</summary>
    public bool IsDone => Tick is not null || Proof is not null || Planned.IsDone;
}
