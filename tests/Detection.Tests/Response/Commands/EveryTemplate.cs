using RootWatch.Detection.Response;
using RootWatch.Detection.Response.Commands;
using RootWatch.Detection.Response.Resources;
using RootWatch.Detection.Response.Steps;

namespace RootWatch.Detection.Tests.Response.Commands;

/// <summary>Every command that a plan can have, filled with placeholders.</summary>
internal static class EveryTemplate
{
    public static IEnumerable<(ResponseStep Step, AwsCommand Command)> Filled() =>
        StepCatalog.All.SelectMany(step => step.Commands.Concat(step.CheckCommands).Select(template => (step, Fill(template, [])))
            .Concat(step.Targets.SelectMany(target => target.Commands.Concat(target.CheckCommands).Select(template => (step, Fill(template, [new AffectedResource(target.Kind, target.Change) { Region = "eu-west-1" }]))))));

    private static AwsCommand Fill(string template, AffectedResource[] targets) =>
        CommandTemplate.Of(template).Fill(new CommandSlots(Account: null, "aws", Until: null, targets));
}
