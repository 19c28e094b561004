using RootWatch.Detection.Response.Resources;

namespace RootWatch.Detection.Response;

/// <summary>What a step does to one kind of resource.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Change">What root did to it.</param>
/// <param name="Commands">Templates of the commands that do the step.</param>
internal sealed record StepTarget(ResourceKind Kind, ResourceChange Change, params string[] Commands)
{
    /// <summary>Templates of commands that only read, and show whether it worked.</summary>
    public IReadOnlyList<string> CheckCommands { get; init; } = [];

    /// <summary>It is done as soon as the resource is switched off.</summary>
    public bool IsDoneByDeactivation { get; init; }

    public bool Takes(AffectedResource resource) => resource.Kind == Kind && resource.Change == Change;
}
