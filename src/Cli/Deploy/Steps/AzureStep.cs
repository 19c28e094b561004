using System.Text.Json.Nodes;
using RootWatch.Cli.Deploy.Aws;
using RootWatch.Cli.Deploy.Azure;
using RootWatch.Cli.Deploy.Settings;

namespace RootWatch.Cli.Deploy.Steps;

/// <summary>Deploys Azure's side: the Bicep template, with the secrets that are missing.</summary>
internal sealed class AzureStep(DeploymentContext context)
{
    private const int MostLooks = 10;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(15);

    private DeploymentSettings Settings => context.Settings;

    private string[] Template => ["--resource-group", Settings.ResourceGroup, "--parameters", context.Source.BicepParameters];

    /// <exception cref="DeploymentException">Azure refuses, or a secret cannot be resolved; the message names it.</exception>
    public async Task<DeployedAzure> RunAsync(Registrations registrations, CancellationToken cancellationToken)
    {
        context.User.Say($"Azure: the resource group {Settings.ResourceGroup}");
        if (!await context.Group.ExistsAsync(cancellationToken))
        {
            await context.Azure.RunAsync(cancellationToken, "group", "create", "--name", Settings.ResourceGroup, "--location", Settings.Location);
        }

        if (await context.Group.VaultAsync(cancellationToken) is null && await context.Group.RecoverVaultAsync(cancellationToken))
        {
            context.User.Say("The vault of an earlier deployment is back, with its secrets");
        }

        var plan = await new SecretsStep(context).RunAsync(registrations, cancellationToken);
        await new OldRoles(context.Azure, Settings, context.User.Say).DeleteAsync(await context.Group.DeploymentAsync(cancellationToken), cancellationToken);
        return await DeployAsync(registrations, plan, cancellationToken);
    }

    /// <summary>Deploys the template.</summary>
    /// <exception cref="DeploymentException">Azure refuses, or a secret cannot be resolved; the message names it.</exception>
    public async Task<DeployedAzure> DeployAsync(Registrations registrations, SecretsPlan plan, CancellationToken cancellationToken)
    {
        var variables = await VariablesAsync(registrations.TokenAudience, plan, cancellationToken);
        context.User.Say("Deploying the template");
        var deployment = await context.Azure.RunAsync(variables, cancellationToken, ["deployment", "group", "create", "--name", AzureGroup.DeploymentName, .. Template]);
        var outputs = BicepOutputs.Of(deployment) ?? throw new DeploymentException("The template was deployed, and Azure shows no outputs: run this again.");
        await RefreshReferencesAsync(outputs, cancellationToken);
        await AwaitReferencesAsync(outputs, cancellationToken);
        return new DeployedAzure(outputs, plan.Secrets.EventBridge);
    }

    /// <summary>What deploying the template would change, in Azure's words.</summary>
    /// <exception cref="DeploymentException">Azure refuses.</exception>
    public async Task<string> PreviewAsync(Registrations? registrations, CancellationToken cancellationToken)
    {
        if (!await context.Group.ExistsAsync(cancellationToken))
        {
            return $"The resource group {Settings.ResourceGroup} would be made in {Settings.Location}, and in it everything that infra/bicep describes. Azure can only predict what changes in a group that is there.";
        }

        var plan = new SecretsPlan(await new SecretsStep(context).LinkKeyIdsAsync(cancellationToken), new NewSecrets());
        var variables = await VariablesAsync(registrations?.TokenAudience ?? "api://made-by-apply", plan, cancellationToken);
        return await context.Azure.TextAsync(variables, cancellationToken, ["deployment", "group", "what-if", "--name", AzureGroup.DeploymentName, "--exclude-change-types", "NoChange", "Ignore", .. Template]);
    }

    /// <summary>The last deployment's outputs.</summary>
    /// <exception cref="DeploymentException">There was none, or it failed.</exception>
    public async Task<BicepOutputs> OutputsAsync(CancellationToken cancellationToken) =>
        await FindOutputsAsync(cancellationToken) ?? throw new DeploymentException("Azure's side is not deployed, or its last deployment failed: run rootwatch deploy apply first.");

    /// <summary>The same; null where there was none, or it failed.</summary>
    /// <exception cref="DeploymentException">Azure does not say.</exception>
    public async Task<BicepOutputs?> FindOutputsAsync(CancellationToken cancellationToken) =>
        await context.Group.ExistsAsync(cancellationToken) ? BicepOutputs.Of(await context.Group.DeploymentAsync(cancellationToken)) : null;

    private async Task<IReadOnlyDictionary<string, string>> VariablesAsync(string audience, SecretsPlan plan, CancellationToken cancellationToken)
    {
        var hub = await context.Hub.FindAsync(Settings.HubRegion, HubStep.StackName, cancellationToken);
        return BicepVariables.Of(Settings, audience, HubArns.Of(Settings, hub), plan.LinkKeyIds, plan.Secrets);
    }

    // Azure keeps what a reference led to for up to a day; a secret that was replaced counts at once this way.
    private async Task RefreshReferencesAsync(BicepOutputs outputs, CancellationToken cancellationToken)
    {
        try
        {
            await context.Azure.ResourceManagerAsync("post", $"{outputs.FunctionId}/config/configreferences/appsettings/refresh", "2022-03-01", body: null, cancellationToken);
        }
        catch (DeploymentException failure)
        {
            context.User.Say($"Azure did not read the secrets anew. One that was replaced counts within a day, or after: az functionapp restart --resource-group {Settings.ResourceGroup} --name {outputs.FunctionName}. {failure.Message}");
        }
    }

    // The function reads a secret by a reference; one that Azure cannot follow would reach it as a text.
    private async Task AwaitReferencesAsync(BicepOutputs outputs, CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            var references = await context.Azure.ResourceManagerAsync("get", $"{outputs.FunctionId}/config/configreferences/appsettings", "2024-04-01", body: null, cancellationToken);
            var broken = (references?["value"] as JsonArray ?? []).Where(reference => (string?)reference!["properties"]?["status"] is not "Resolved").ToList();
            if (broken.Count == 0)
            {
                return;
            }

            var named = string.Join(", ", broken.Select(reference => $"{(string?)reference!["name"]} ({(string?)reference["properties"]?["secretName"]}: {(string?)reference["properties"]?["status"]})"));
            if (look == MostLooks)
            {
                throw new DeploymentException($"The function cannot read secrets of the vault {outputs.VaultName}: {named}. Mend that and run this again; events wait meanwhile.");
            }

            context.User.Say($"Waiting until the function can read its secrets: {named}");
            await context.WaitAsync(BetweenLooks, cancellationToken);
        }
    }
}
