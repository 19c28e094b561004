using System.Text.Json.Nodes;
using RootWatch.Cli.Deploy.Aws;
using RootWatch.Cli.Deploy.Azure;
using RootWatch.Cli.Deploy.Entra;
using RootWatch.Cli.Deploy.Settings;
using RootWatch.Cli.Deploy.Steps;

namespace RootWatch.Cli.Deploy;

/// <summary>Takes RootWatch out of both clouds, the senders before the receivers. What is gone already is passed over, so it can be run again.</summary>
internal sealed class Removal(DeploymentContext context)
{
    private const string Storage = "Microsoft.Storage/storageAccounts";

    // What the template calls its locks.
    private const string LockName = "rootwatch";

    private readonly List<string> _left = [];

    private DeploymentSettings Settings => context.Settings;

    /// <summary>Removes. False where nobody confirmed it.</summary>
    /// <exception cref="DeploymentException">A step failed. Running it again goes on.</exception>
    public async Task<bool> RunAsync(RemovalOptions options, CancellationToken cancellationToken)
    {
        await context.CheckAccountsAsync(cancellationToken);
        context.User.Say($"This takes RootWatch out of AWS account {Settings.HubAccount}{(Settings.Units.Length > 0 ? $", out of the organization's units {Settings.Units}" : string.Empty)}, and out of the resource group {Settings.ResourceGroup}. From then on nobody is told of root use.");
        context.User.Say(options.HasQueues ? "The dead-letter queues go, with the events in them." : "The dead-letter queues stay (--with-queues takes them, too).");
        context.User.Say(options.HasLedger ? "The ledger goes: what was told, and who answered." : "The storage account with the ledger stays (--with-ledger takes it, too).");
        if (!options.IsConfirmed && context.User.Ask($"Type the resource group's name, {Settings.ResourceGroup}, to go on: ") != Settings.ResourceGroup)
        {
            context.User.Say("Nothing was removed.");
            return false;
        }

        // With OAuth the hub's parameters tell who the sender is, so it is looked up before the hub goes.
        var applications = await new EntraStep(context).FindOwnAsync(cancellationToken);
        await RemoveSpokesAsync(options, cancellationToken);
        await RemoveHubAsync(options, cancellationToken);
        await RemoveAzureAsync(options, cancellationToken);
        await RemoveApplicationsAsync(applications, cancellationToken);
        await RemoveDeploymentAsync(cancellationToken);
        Report();
        return true;
    }

    private async Task RemoveSpokesAsync(RemovalOptions options, CancellationToken cancellationToken)
    {
        var spokes = new SpokesStep(context);
        if (Settings.Units.Length > 0)
        {
            if (await context.Management.DeleteAsync(Settings.GlobalRegion, SpokesStep.OrganizationName, cancellationToken))
            {
                _left.Add($"In every account of {Settings.Units}: the queues rootwatch-undelivered, which a StackSet leaves behind. They cost nothing while nothing is in them.");
            }

            await RemoveSpokesAsync(context.Management, await spokes.RegionsAsync(context.Management, cancellationToken), options, cancellationToken);
        }

        await RemoveSpokesAsync(context.Hub, await spokes.RegionsAsync(context.Hub, cancellationToken), options, cancellationToken);
    }

    private async Task RemoveSpokesAsync(Stacks account, IReadOnlyList<string> regions, RemovalOptions options, CancellationToken cancellationToken)
    {
        foreach (var region in regions)
        {
            await account.DeleteAsync(region, SpokesStep.StackName, cancellationToken);
            await RemoveQueuesAsync(account, region, SpokesStep.Queues, options, cancellationToken);
        }
    }

    private async Task RemoveHubAsync(RemovalOptions options, CancellationToken cancellationToken)
    {
        await context.Hub.DeleteAsync(Settings.HubRegion, HubStep.DirectAlarmName, cancellationToken);
        await context.Hub.DeleteAsync(Settings.HubRegion, HubStep.StackName, cancellationToken);
        await RemoveQueuesAsync(context.Hub, Settings.HubRegion, [.. HubStep.Queues, .. HubStep.DirectAlarmQueues], options, cancellationToken);
    }

    private async Task RemoveQueuesAsync(Stacks account, string region, IReadOnlyList<string> names, RemovalOptions options, CancellationToken cancellationToken)
    {
        var queues = new LeftQueues(account.Aws, context.User.Say, context.WaitAsync);
        foreach (var queue in await queues.FindAsync(region, names, cancellationToken))
        {
            if (options.HasQueues)
            {
                await queues.DeleteAsync(region, queue, cancellationToken);
            }
            else
            {
                _left.Add($"The queue {queue}, with {await queues.CountAsync(region, queue, cancellationToken)} messages.");
            }
        }
    }

    private async Task RemoveAzureAsync(RemovalOptions options, CancellationToken cancellationToken)
    {
        if (!await context.Group.ExistsAsync(cancellationToken))
        {
            return;
        }

        await RemoveLocksAsync(cancellationToken);
        foreach (var resource in RemovalOrder.Of(await context.Group.ResourcesAsync(cancellationToken)).SelectMany(wave => wave).Where(resource => options.HasLedger || !resource.Is(Storage)))
        {
            context.User.Say($"Deleting {resource.Name} ({resource.Type})");
            await context.Azure.DoAsync(cancellationToken, "resource", "delete", "--ids", resource.Id);
        }

        foreach (var left in await context.Group.ResourcesAsync(cancellationToken))
        {
            _left.Add($"In {Settings.ResourceGroup}: {left.Name} ({left.Type}){(left.IsOwn && left.Is(Storage) ? ", with the ledger" : string.Empty)}.");
        }

        _left.Add($"The resource group {Settings.ResourceGroup}.");
        _left.Add("The vault cannot be purged: for 90 days it can be brought back with its secrets, which rootwatch deploy apply does.");
    }

    private async Task RemoveLocksAsync(CancellationToken cancellationToken)
    {
        var locks = await context.Azure.RunAsync(cancellationToken, "lock", "list", "--resource-group", Settings.ResourceGroup) as JsonArray ?? [];
        foreach (var own in locks.Where(held => (string?)held!["name"] is LockName))
        {
            context.User.Say("Taking a lock away");
            await context.Azure.DoAsync(cancellationToken, "lock", "delete", "--ids", (string)own!["id"]!);
        }
    }

    private async Task RemoveApplicationsAsync(IReadOnlyList<Application> applications, CancellationToken cancellationToken)
    {
        foreach (var application in applications)
        {
            if (Settings["ROOTWATCH_APPLICATION_ID"] == application.AppId || Settings["ROOTWATCH_SENDER_APPLICATION_ID"] == application.AppId)
            {
                _left.Add($"The application {application.AppId}, which the settings name: others may use it.");
                continue;
            }

            context.User.Say($"Deleting the application {application.AppId}");
            await context.Azure.GraphAsync("delete", $"/applications/{application.ObjectId}", body: null, cancellationToken);
        }
    }

    // The record of the deployment names the application, so it goes last.
    private async Task RemoveDeploymentAsync(CancellationToken cancellationToken)
    {
        if (await context.Group.ExistsAsync(cancellationToken) && await context.Group.DeploymentAsync(cancellationToken) is not null)
        {
            await context.Azure.DoAsync(cancellationToken, "deployment", "group", "delete", "--resource-group", Settings.ResourceGroup, "--name", AzureGroup.DeploymentName);
        }
    }

    private void Report()
    {
        context.User.Say(_left.Count == 0 ? "Removed. Nothing is left." : "Removed. This is left:");
        foreach (var left in _left)
        {
            context.User.Say($"  {left}");
        }
    }
}
