using System.CommandLine;
using RootWatch.Cli.Demo;
using RootWatch.Cli.Send;
using RootWatch.Cli.Teams;

var rootwatch = new RootCommand("RootWatch tells an organisation, in Amazon SNS and Microsoft Teams, that somebody used an AWS root user.")
{
    DemoCommand.Create(),
    SendCommand.Create(),
    TeamsCommand.Create(),
};

return await rootwatch.Parse(args).InvokeAsync();
