using RootWatch.Detection.Response.Commands;

namespace RootWatch.Detection.Response;

/// <summary>A step of one incident's plan.</summary>
/// <param name="Step">What to do.</param>
/// <param name="Targets">What it is done to, in the order of the records; none where it is done to the whole account.</param>
/// <param name="Commands">The commands that do it to the targets that are not done, in their order; none where it is not done with commands.</param>
/// <param name="CheckCommands">Commands that only read, and show whether it worked.</param>
public sealed record PlannedStep(ResponseStep Step, IReadOnlyList<PlannedTarget> Targets, IReadOnlyList<AwsCommand> Commands, IReadOnlyList<AwsCommand> CheckCommands)
{
    /// <summary>The step's id, unique in the plan.</summary>
    public string Id => Step.Id;

    /// <summary>The incident's records show that it is done to every target.</summary>
    public bool IsDone => Targets.Count > 0 && Targets.All(target => target.IsDone);

    /// <summary>It cannot wait until morning, and is not done.</summary>
    public bool IsUrgent => Step.IsUrgent && !IsDone;

    /// <summary>What has to be filled in by hand before the commands run, each once.</summary>
    public IReadOnlyList<CommandPlaceholder> Placeholders { get; } = [.. Commands.Concat(CheckCommands).SelectMany(command => command.Placeholders).Distinct()];
}
