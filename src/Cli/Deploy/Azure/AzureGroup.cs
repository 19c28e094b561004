using System.Text.Json.Nodes;
using RootWatch.Cli.Deploy.Settings;

namespace RootWatch.Cli.Deploy.Azure;

/// <summary>What the resource group holds. Everything is asked by lists, so that "there is none" and "Azure did not say" are never mixed up.</summary>
internal sealed class AzureGroup(AzureCli azure, DeploymentSettings settings)
{
    public const string DeploymentName = "rootwatch";

    private const string VaultType = "Microsoft.KeyVault/vaults";
    private const string VaultVersion = "2023-07-01";

    /// <exception cref="DeploymentException">Azure does not say.</exception>
    public async Task<bool> ExistsAsync(CancellationToken cancellationToken) =>
        (bool?)await azure.RunAsync(cancellationToken, "group", "exists", "--name", settings.ResourceGroup) ?? throw new DeploymentException("Azure does not say whether the resource group exists.");

    /// <summary>The last deployment of the template, whatever became of it; null where there was none.</summary>
    /// <exception cref="DeploymentException">Azure does not say.</exception>
    public async Task<JsonNode?> DeploymentAsync(CancellationToken cancellationToken)
    {
        var all = await azure.RunAsync(cancellationToken, "deployment", "group", "list", "--resource-group", settings.ResourceGroup) as JsonArray ?? [];
        return all.Any(deployment => (string?)deployment!["name"] is DeploymentName)
            ? await azure.RunAsync(cancellationToken, "deployment", "group", "show", "--resource-group", settings.ResourceGroup, "--name", DeploymentName)
            : null;
    }

    /// <summary>The resources.</summary>
    /// <exception cref="DeploymentException">Azure does not say.</exception>
    public async Task<IReadOnlyList<AzureResource>> ResourcesAsync(CancellationToken cancellationToken) =>
        [.. (await azure.RunAsync(cancellationToken, "resource", "list", "--resource-group", settings.ResourceGroup) as JsonArray ?? []).Select(resource => AzureResource.Of(resource!))];

    /// <summary>The vault's name; null where there is none yet.</summary>
    /// <exception cref="DeploymentException">Azure does not say, or there is more than one.</exception>
    public async Task<string?> VaultAsync(CancellationToken cancellationToken)
    {
        var vaults = (await ResourcesAsync(cancellationToken)).Where(resource => resource.IsOwn && resource.Is(VaultType)).ToList();
        return vaults.Count > 1 ? throw new DeploymentException("The resource group has more than one vault with the tag application=rootwatch: only the template's may have it.") : vaults.Select(vault => vault.Name).SingleOrDefault();
    }

    /// <summary>The secrets of a vault, without their values.</summary>
    /// <exception cref="DeploymentException">Azure does not say.</exception>
    public async Task<IReadOnlyList<VaultSecret>> SecretsAsync(string vault, CancellationToken cancellationToken) =>
        [.. (await azure.ResourceManagerListAsync($"{settings.ResourceGroupId}/providers/{VaultType}/{vault}/secrets", VaultVersion, cancellationToken)).Select(VaultSecret.Of)];

    /// <summary>Switches a secret off.</summary>
    /// <exception cref="DeploymentException">Azure refuses.</exception>
    public Task DisableSecretAsync(string vault, string name, CancellationToken cancellationToken) =>
        azure.ResourceManagerAsync(
            "patch",
            $"{settings.ResourceGroupId}/providers/{VaultType}/{vault}/secrets/{name}",
            VaultVersion,
            new JsonObject { ["properties"] = new JsonObject { ["attributes"] = new JsonObject { ["enabled"] = false } } },
            cancellationToken);

    /// <summary>Brings back a vault of this group that was deleted: it cannot be purged, and its name is not free until then.</summary>
    /// <exception cref="DeploymentException">Azure refuses.</exception>
    public async Task<bool> RecoverVaultAsync(CancellationToken cancellationToken)
    {
        var start = $"{settings.ResourceGroupId}/providers/{VaultType}/kv-{settings["ROOTWATCH_NAME_PREFIX"]}-";
        var deleted = await azure.RunAsync(cancellationToken, "keyvault", "list-deleted", "--resource-type", "vault") as JsonArray ?? [];
        if (deleted.FirstOrDefault(vault => ((string?)vault!["properties"]?["vaultId"])?.StartsWith(start, StringComparison.OrdinalIgnoreCase) is true) is not { } own)
        {
            return false;
        }

        await azure.RunAsync(cancellationToken, "keyvault", "recover", "--name", (string)own["name"]!, "--location", (string)own["properties"]!["location"]!, "--resource-group", settings.ResourceGroup);
        return true;
    }
}
