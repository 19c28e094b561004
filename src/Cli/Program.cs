using System.CommandLine;
using RootWatch.Cli.Demo;
using RootWatch.Cli.Send;
using RootWatch.Cli.Teams;

var rootwatch = new RootCommand(
    """
    RootWatch tells an organisation, in Amazon SNS and Microsoft Teams, that somebody used an AWS root user.

    Examples:
      rootwatch demo                        shows the whole way on this machine
      rootwatch send event.json --key KEY   sends an event to a running bridge
      rootwatch teams sign-in               lets the bridge post to Teams through Microsoft Graph
    """)
{
    DemoCommand.Create(),
    SendCommand.Create(),
    TeamsCommand.Create(),
};

return await rootwatch.Parse(args).InvokeAsync();
