namespace RootWatch.Detection.Response;

/// <summary>Something to do, as data. Every text is RootWatch's own.</summary>
/// <param name="Id">Stable, kebab-case.</param>
/// <param name="Phase">What it is for.</param>
/// <param name="Title">A few words in the imperative.</param>
/// <param name="Why">Why to do it, in one or two sentences.</param>
/// <param name="Actor">Who can do it.</param>
/// <param name="Undo">Whether and how it can be undone, one or two sentences.</param>
/// <param name="Check">How to see that it worked, one or two sentences.</param>
public sealed record ResponseStep(string Id, ResponsePhase Phase, string Title, string Why, ResponseActor Actor, string Undo, string Check)
{
    /// <summary>It cannot wait until morning.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>What else to know before doing it; empty where there is nothing.</summary>
    public string Note { get; init; } = string.Empty;

    /// <summary>In which accounts it works.</summary>
    internal ResponseScope Scope { get; init; }

    /// <summary>The resources that it is done to; none where it is done to the whole account.</summary>
    internal IReadOnlyList<StepTarget> Targets { get; init; } = [];

    /// <summary>It is done to whatever a call did that no other step knows how to undo.</summary>
    internal bool IsForUnknownActions { get; init; }

    /// <summary>Commands that come before those of the targets.</summary>
    internal IReadOnlyList<string> Commands { get; init; } = [];

    /// <summary>Commands that only read and show whether it worked.</summary>
    internal IReadOnlyList<string> CheckCommands { get; init; } = [];

    /// <summary>What the step does to such a resource; null where nothing.</summary>
    internal StepTarget? For(Resources.AffectedResource resource) => Targets.FirstOrDefault(target => target.Takes(resource));
}
