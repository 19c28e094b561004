using RootWatch.Detection.Response.Commands;
using RootWatch.Detection.Response.Resources;

namespace RootWatch.Detection.Response;

/// <summary>The commands that a step has for its targets.</summary>
internal static class StepCommands
{
    private const int MostIds = 50;

    /// <param name="step">The step.</param>
    /// <param name="resources">What it is done to.</param>
    /// <param name="slots">What the plan knows.</param>
    /// <param name="templates">The templates of a target that are wanted.</param>
    public static List<AwsCommand> Of(ResponseStep step, IReadOnlyList<AffectedResource> resources, CommandSlots slots, Func<StepTarget, IReadOnlyList<string>> templates)
    {
        List<AwsCommand> commands = [];
        foreach (var target in step.Targets)
        {
            var own = resources.Where(target.Takes).ToList();
            var all = templates(target).Select(CommandTemplate.Of).ToList();
            commands.AddRange(all.Exists(template => template.IsForMany) ? all.SelectMany(template => ByTemplate(template, own, slots)) : own.SelectMany(resource => all.Select(template => template.Fill(slots with { Targets = [resource] }))));
        }

        return commands;
    }

    private static IEnumerable<AwsCommand> ByTemplate(CommandTemplate template, List<AffectedResource> resources, CommandSlots slots) =>
        template.IsForMany
            ? resources.GroupBy(resource => (resource.Region, resource.Owner)).SelectMany(group => group.Chunk(MostIds)).Select(chunk => template.Fill(slots with { Targets = chunk }))
            : resources.Select(resource => template.Fill(slots with { Targets = [resource] }));
}
