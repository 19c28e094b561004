using System.CommandLine;
using RootWatch.Cli.Coverage;
using RootWatch.Cli.Demo;
using RootWatch.Cli.Deploy;
using RootWatch.Cli.Expect;
using RootWatch.Cli.Explain;
using RootWatch.Cli.Ledger;
using RootWatch.Cli.Policies;
using RootWatch.Cli.Reconcile;
using RootWatch.Cli.Redrive;
using RootWatch.Cli.Respond;
using RootWatch.Cli.Scan;
using RootWatch.Cli.Send;
using RootWatch.Cli.Serve;
using RootWatch.Cli.Teams;
using RootWatch.Cli.Verify;

var rootwatch = new RootCommand(
    """
    RootWatch tells an organization, in Amazon SNS and Microsoft Teams, that somebody used an AWS root user.

    Examples:
      rootwatch demo                        shows the whole way on this machine
      rootwatch serve                       runs the bridge on this machine
      rootwatch send event.json --key KEY   sends an event to a running bridge
      rootwatch scan logs/                  tells what it would have said of the past
      rootwatch explain event.json          says why an event is assessed as it is
      rootwatch expect …                    declares a window in which root use is planned
      rootwatch coverage                    shows which accounts and regions a bridge hears
      rootwatch reconcile                   has a bridge ask AWS what it was not told
      rootwatch respond INCIDENT            says what to do about an incident, with the commands
      rootwatch deploy …                    deploys both clouds, rotates keys, removes all
      rootwatch verify …                    looks whether a deployment is whole
      rootwatch redrive …                   delivers what waits in dead-letter queues
      rootwatch ledger export …             writes the ledger to a file, or reads one
      rootwatch teams sign-in               lets the bridge post to Teams through Microsoft Graph
    """)
{
    DemoCommand.Create(),
    ServeCommand.Create(),
    SendCommand.Create(),
    ScanCommand.Create(),
    ExplainCommand.Create(),
    PolicyCommand.Create(),
    ExpectCommand.Create(),
    CoverageCommand.Create(),
    ReconcileCommand.Create(),
    RespondCommand.Create(),
    DeployCommand.Create(),
    VerifyCommand.Create(),
    RedriveCommand.Create(),
    LedgerCommand.Create(),
    TeamsCommand.Create(),
};

return await rootwatch.Parse(args).InvokeAsync();
