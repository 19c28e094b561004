using System.CommandLine;
using RootWatch.Cli.Deploy.Checks;
using RootWatch.Cli.Deploy.Programs;
using RootWatch.Cli.Deploy.Settings;
using RootWatch.Cli.Deploy.Steps;

namespace RootWatch.Cli.Deploy;

internal static class DeployCommand
{
    public static Command Create() =>
        new(
            "deploy",
            """
            Deploys RootWatch into Azure and AWS from a clone of the repository, and keeps it: docs/deploy.md. It calls az, aws and dotnet.

            Examples:
              rootwatch deploy plan
              rootwatch deploy apply
              rootwatch deploy rotate function-key
              rootwatch deploy remove
            """)
        { CreatePlan(), CreateApply(), CreateRotate(), CreateRemove() };

    private static Command CreatePlan()
    {
        var file = CreateFile();
        var command = new Command("plan", "Shows what apply would do, by what-if and by change sets that are deleted again. Changes nothing.") { file };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(file)!,
            async context =>
            {
                await new Deployment(context).PlanAsync(cancellationToken);
                return true;
            }));
        return command;
    }

    private static Command CreateApply()
    {
        var file = CreateFile();
        var only = new Option<DeploymentStep?>("--only") { Description = "One step alone: entra, azure, publish, hub, spokes, redrive or verify." };
        var package = new Option<FileInfo>("--package") { Description = "A released package to publish, in place of a build of this clone." };
        package.AcceptExistingOnly();
        var command = new Command(
            "apply",
            """
            Deploys both clouds, delivers what could not be delivered meanwhile, looks whether all is well, and sends a test message. Run it again to update, or after a failure: it goes on where that stopped. Exit code 1 where not all is well.

            A secret that the vault lacks is asked for, or taken from ROOTWATCH_TEAMS_WORKFLOW_URL or ROOTWATCH_GRAPH_CLIENT_SECRET.
            """)
        { file, only, package };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(file)!, context => new Deployment(context).ApplyAsync(parsed.GetValue(only), parsed.GetValue(package)?.FullName, cancellationToken)));
        return command;
    }

    private static Command CreateRotate()
    {
        var finish = new Option<bool>("--finish") { Description = "Switches the old link keys off, once every link that they signed has expired (168 hours)." };
        return new Command("rotate", "Replaces a key. Old and new are good together until the new one is proven, so no event and no link is lost.")
        {
            CreateRotation("function-key", "A new function key for EventBridge. The old one goes once a test with the new one has arrived.", (rotation, token) => rotation.FunctionKeyAsync(token)),
            CreateRotation("client-secret", "A new client secret for EventBridge, with ROOTWATCH_AUTHORIZATION=OAuth.", (rotation, token) => rotation.ClientSecretAsync(token)),
            CreateRotation("link-key", "A new key that signs links. Links that old ones signed stay good.", (rotation, token) => rotation.LinkKeyAsync(token), (finish, (rotation, token) => rotation.FinishLinkKeyAsync(token))),
        };
    }

    private static Command CreateRotation(
        string name, string description, Func<Rotation, CancellationToken, Task<bool>> rotate, (Option<bool> Option, Func<Rotation, CancellationToken, Task<bool>> Act)? alternative = null)
    {
        var file = CreateFile();
        var command = new Command(name, description) { file };
        if (alternative is { } other)
        {
            command.Options.Add(other.Option);
        }

        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(file)!,
            context => alternative is { } chosen && parsed.GetValue(chosen.Option) ? chosen.Act(new Rotation(context), cancellationToken) : rotate(new Rotation(context), cancellationToken)));
        return command;
    }

    private static Command CreateRemove()
    {
        var file = CreateFile();
        var queues = new Option<bool>("--with-queues") { Description = "Deletes the dead-letter queues, too, with the events in them." };
        var ledger = new Option<bool>("--with-ledger") { Description = "Deletes the storage account, too, with the ledger." };
        var yes = new Option<bool>("--yes") { Description = "Does not ask." };
        var command = new Command("remove", "Takes RootWatch out of both clouds. Asks first, keeps the dead-letter queues and the ledger, and says what is left.") { file, queues, ledger, yes };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(file)!, context => new Removal(context).RunAsync(new RemovalOptions(parsed.GetValue(queues), parsed.GetValue(ledger), parsed.GetValue(yes)), cancellationToken)));
        return command;
    }

    private static Option<string> CreateFile() => new("--env") { Description = "The settings; infra/deploy.env.sample explains them.", DefaultValueFactory = static _ => Path.Combine("infra", "deploy.env") };

    private static async Task<int> RunAsync(string file, Func<DeploymentContext, Task<bool>> act)
    {
        try
        {
            var settings = DeploymentSettings.Read(file);
            var programs = new InstalledPrograms();
            var runner = new CommandRunner(programs, new Secrets());
            var checks = new DeploymentChecks(settings, token => ProfileCredentials.OpenAsync(runner, settings.HubProfile, token));
            return await act(new DeploymentContext(settings, SourceTree.Find(Environment.CurrentDirectory), programs, checks, new ConsoleOperator(), TimeProvider.System)) ? 0 : 1;
        }
        catch (DeploymentException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 2;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped. Run it again: it goes on where it was.");
            return 2;
        }
    }
}
