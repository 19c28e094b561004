using System.Globalization;
using RootWatch.Cli.Deploy.Azure;
using RootWatch.Cli.Deploy.Steps;

namespace RootWatch.Cli.Deploy;

/// <summary>Replaces keys and secrets. Old and new are good together until the new one is proven, so no event and no link is lost.</summary>
internal sealed class Rotation(DeploymentContext context)
{
    /// <summary>For how long the longest-lived link that an old key signed may still be opened.</summary>
    private static readonly TimeSpan LinksAreValid = TimeSpan.FromHours(168);

    private readonly AzureStep _azure = new(context);
    private readonly HubStep _hub = new(context);

    /// <summary>A new key of ReceiveEvents for EventBridge. The old one goes once a test with the new one has arrived.</summary>
    /// <exception cref="DeploymentException">A step failed. Running rootwatch deploy apply, or this again, heals it.</exception>
    public async Task<bool> FunctionKeyAsync(CancellationToken cancellationToken)
    {
        if (context.Settings.HasOAuth)
        {
            throw new DeploymentException("With ROOTWATCH_AUTHORIZATION=OAuth EventBridge has no function key: rotate client-secret.");
        }

        var (outputs, registrations) = await StartAsync(cancellationToken);
        var stamp = context.Time.GetUtcNow().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        var key = await context.KeysOf(outputs.FunctionName).CreateEventsKeyAsync($"{FunctionKeys.Sender}-{stamp}", cancellationToken);
        await _hub.GiveAsync(outputs, registrations.TokenAudience, key, cancellationToken);
        return await ProveAsync(outputs, registrations, cancellationToken);
    }

    /// <summary>A new client secret for EventBridge, with OAuth. The old ones go once a test with the new one has arrived.</summary>
    /// <exception cref="DeploymentException">A step failed. Running rootwatch deploy apply, or this again, heals it.</exception>
    public async Task<bool> ClientSecretAsync(CancellationToken cancellationToken)
    {
        if (!context.Settings.HasOAuth)
        {
            throw new DeploymentException("Without ROOTWATCH_AUTHORIZATION=OAuth EventBridge has no client secret: rotate function-key.");
        }

        var (_, registrations) = await StartAsync(cancellationToken);
        var sender = registrations.Sender ?? throw new DeploymentException("The application rootwatch-eventbridge is not there: run rootwatch deploy apply first.");
        var secret = await context.ClientSecrets.CreateAsync(sender, cancellationToken);
        var plan = new SecretsPlan(await new SecretsStep(context).LinkKeyIdsAsync(cancellationToken), new NewSecrets { EventBridge = secret });
        var azure = await _azure.DeployAsync(registrations, plan, cancellationToken);
        await _hub.RunAsync(azure, registrations, cancellationToken);
        return await ProveAsync(azure.Outputs, registrations, cancellationToken);
    }

    /// <summary>A new link key, which signs from now on. Links of the old ones stay good.</summary>
    /// <exception cref="DeploymentException">A step failed.</exception>
    public async Task<bool> LinkKeyAsync(CancellationToken cancellationToken)
    {
        var (_, registrations) = await StartAsync(cancellationToken);
        var secrets = new SecretsStep(context);
        var plan = new SecretsPlan([secrets.NewLinkKeyId(), .. await secrets.LinkKeyIdsAsync(cancellationToken)], new NewSecrets { LinkKey = secrets.NewLinkKey() });
        await _azure.DeployAsync(registrations, plan, cancellationToken);
        context.User.Say($"The link key {plan.LinkKeyIds[0]} signs from now on. In {LinksAreValid.TotalHours:0} hours: rootwatch deploy rotate link-key --finish");
        return true;
    }

    /// <summary>Takes the old link keys away, once every link that they signed has expired.</summary>
    /// <exception cref="DeploymentException">It is too early, there is none, or a step failed.</exception>
    public async Task<bool> FinishLinkKeyAsync(CancellationToken cancellationToken)
    {
        var (outputs, registrations) = await StartAsync(cancellationToken);
        var known = await context.Group.SecretsAsync(outputs.VaultName, cancellationToken);
        var keys = SecretsStep.LinkKeyIds(known);
        if (keys.Count < 2)
        {
            throw new DeploymentException(keys.Count == 0 ? "There is no link key: run rootwatch deploy apply." : $"There is one link key, {keys[0]}: nothing is left to finish.");
        }

        var made = known.First(secret => secret.Name == VaultSecret.LinkKeyPrefix + keys[0]).Created;
        if (context.Time.GetUtcNow() - made < LinksAreValid)
        {
            throw new DeploymentException($"The link key {keys[0]} was made {made:u}: links of the old ones are good until {made + LinksAreValid:u}. Come back then.");
        }

        await _azure.DeployAsync(registrations, new SecretsPlan([keys[0]], new NewSecrets()), cancellationToken);
        foreach (var id in keys.Skip(1))
        {
            context.User.Say($"Switching the link key {id} off");
            await context.Group.DisableSecretAsync(outputs.VaultName, VaultSecret.LinkKeyPrefix + id, cancellationToken);
        }

        return true;
    }

    private async Task<(BicepOutputs Outputs, Registrations Registrations)> StartAsync(CancellationToken cancellationToken)
    {
        await context.CheckAccountsAsync(cancellationToken);
        var registrations = await new EntraStep(context).FindAsync(cancellationToken) ?? throw new DeploymentException("The application is not registered: run rootwatch deploy apply first.");
        return (await _azure.OutputsAsync(cancellationToken), registrations);
    }

    private async Task<bool> ProveAsync(BicepOutputs outputs, Registrations registrations, CancellationToken cancellationToken)
    {
        var bridge = await context.BridgeAsync(outputs, registrations.TokenAudience, cancellationToken);
        context.User.Say("Sending a test with the new one, before the old one goes");
        if (!await context.Checks.VerifyAsync(bridge, cancellationToken))
        {
            context.User.Say("The old one stays good: something is not well, as the table says. Mend it, then run rootwatch deploy apply.");
            return false;
        }

        if (await _hub.RetireOthersAsync(outputs, registrations, cancellationToken) > 0)
        {
            context.User.Say("Sending a test again, with the new one alone");
            return await context.Checks.VerifyAsync(bridge, cancellationToken);
        }

        return true;
    }
}
