using System.CommandLine;
using RootWatch.Cli.Bridge;

namespace RootWatch.Cli.Respond;

internal static class RespondCommand
{
    public static Command Create()
    {
        var bridge = new BridgeOptions();
        var incident = new Argument<string>("INCIDENT") { Description = "The incident, as messages and pages name it." };
        var format = new Option<PlanFormat>("--format") { Description = "markdown for people, script for a POSIX shell.", DefaultValueFactory = static _ => PlanFormat.Markdown };
        var command = new Command(
            "respond",
            """
            Prints what to do about an incident, with the commands of the AWS CLI. It changes nothing in AWS: people carry out the steps.
            The script prints the steps, too. It runs those that are named after --yes, and with --ask it asks for each.

            Examples:
              rootwatch respond 111122223333-0a1b2c3d4e --to https://my-bridge.azurewebsites.net
              rootwatch respond 111122223333-0a1b2c3d4e --format script > plan.sh
              sh plan.sh --yes deny-root
            """)
        { incident, bridge.To, bridge.Key, format };
        command.SetAction((parsed, cancellationToken) => bridge.CallAsync(
            parsed, HttpMethod.Get, $"response/{Uri.EscapeDataString(parsed.GetValue(incident)!)}?format={parsed.GetValue(format).ToString().ToLowerInvariant()}", json: null, PrintAsync, cancellationToken));
        return command;
    }

    private static async Task PrintAsync(Stream body)
    {
        using var output = Console.OpenStandardOutput();
        await body.CopyToAsync(output);
    }
}
