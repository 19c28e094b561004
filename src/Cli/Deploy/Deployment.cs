using RootWatch.Cli.Deploy.Aws;
using RootWatch.Cli.Deploy.Azure;
using RootWatch.Cli.Deploy.Steps;

namespace RootWatch.Cli.Deploy;

/// <summary>Brings both clouds to what the settings say, from whatever state they are in.</summary>
internal sealed class Deployment(DeploymentContext context)
{
    private const string ApplyFirst = "Run rootwatch deploy apply without --only first.";

    private readonly EntraStep _entra = new(context);
    private readonly AzureStep _azure = new(context);
    private readonly HubStep _hub = new(context);
    private readonly SpokesStep _spokes = new(context);

    /// <summary>Does all steps, or one alone. True where all is well in the end.</summary>
    /// <param name="only">The one step; null for all.</param>
    /// <param name="package">A released package in place of a build; null to build.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="DeploymentException">A step failed. Running it again takes up where it stopped.</exception>
    public async Task<bool> ApplyAsync(DeploymentStep? only, string? package, CancellationToken cancellationToken)
    {
        await context.CheckAccountsAsync(cancellationToken);
        bool Has(DeploymentStep step) => only is null || only == step;
        var registrations = Has(DeploymentStep.Entra)
            ? await _entra.RunAsync(cancellationToken)
            : await _entra.FindAsync(cancellationToken) ?? throw new DeploymentException($"The application is not registered. {ApplyFirst}");
        if (only == DeploymentStep.Entra)
        {
            return true;
        }

        var azure = Has(DeploymentStep.Azure) ? await _azure.RunAsync(registrations, cancellationToken) : new DeployedAzure(await _azure.OutputsAsync(cancellationToken), NewClientSecret: null);
        if (Has(DeploymentStep.Publish))
        {
            await new PublishStep(context).RunAsync(azure.Outputs.FunctionName, package, cancellationToken);
        }

        if (Has(DeploymentStep.Hub))
        {
            await _hub.RunAsync(azure, registrations, cancellationToken);
        }

        if (Has(DeploymentStep.Spokes))
        {
            context.User.Say("AWS: the spokes");
            await _spokes.RunAsync(cancellationToken);
        }

        return only is not (null or DeploymentStep.Redrive or DeploymentStep.Verify) || await CheckAsync(only, azure.Outputs, registrations, cancellationToken);
    }

    /// <summary>Shows what <see cref="ApplyAsync"/> would do, and does none of it.</summary>
    /// <exception cref="DeploymentException">A cloud does not say.</exception>
    public async Task PlanAsync(CancellationToken cancellationToken)
    {
        await context.CheckAccountsAsync(cancellationToken);
        context.User.Say("Entra ID");
        var registrations = await _entra.FindAsync(cancellationToken);
        context.User.Say(registrations is null ? "  The application rootwatch would be registered." : $"  The application {registrations.Audience.AppId} is there.");
        if (context.Settings.HasOAuth && registrations?.Sender is null)
        {
            context.User.Say("  The application rootwatch-eventbridge would be registered, with the role RootWatch.Sender and a client secret.");
        }

        context.User.Say("Azure");
        context.User.Say(await _azure.PreviewAsync(registrations, cancellationToken));
        context.User.Say("The function would be built and published.");
        var outputs = await _azure.FindOutputsAsync(cancellationToken);
        foreach (var stack in await _hub.PreviewAsync(outputs, registrations, cancellationToken))
        {
            await ShowAsync(context.Hub, stack, cancellationToken);
        }

        foreach (var (account, stack) in await _spokes.ListAsync(cancellationToken))
        {
            await ShowAsync(account, stack, cancellationToken);
        }

        context.User.Say("Then the dead-letter queues would be redriven, and a test message sent. Nothing was changed.");
    }

    /// <summary>Redrives and verifies; then deletes keys that are no longer needed.</summary>
    private async Task<bool> CheckAsync(DeploymentStep? only, BicepOutputs outputs, Registrations registrations, CancellationToken cancellationToken)
    {
        var bridge = await context.BridgeAsync(outputs, registrations.TokenAudience, cancellationToken);
        if (only is null or DeploymentStep.Redrive)
        {
            // A function that is being deployed answers 403 or 404, and EventBridge does not try those again.
            context.User.Say("Delivering what could not be delivered meanwhile");
            var isEmpty = await context.Checks.RedriveAsync(bridge, cancellationToken);
            if (only is not null)
            {
                return isEmpty;
            }
        }

        context.User.Say("Looking whether all is well");
        if (!await context.Checks.VerifyAsync(bridge, cancellationToken))
        {
            context.User.Say("Not all is well, as the table says. On the first day some of it takes time or people: docs/deploy.md says what.");
            return false;
        }

        await _hub.RetireOthersAsync(outputs, registrations, cancellationToken);
        return true;
    }

    private async Task ShowAsync(Stacks account, StackDeployment stack, CancellationToken cancellationToken)
    {
        var changes = await account.PreviewAsync(stack, cancellationToken);
        context.User.Say($"AWS {account.Aws.Account}: {stack.Name} in {stack.Region}{(changes.Count == 0 ? ": no changes" : string.Empty)}");
        foreach (var change in changes)
        {
            context.User.Say($"  {change}");
        }
    }
}
