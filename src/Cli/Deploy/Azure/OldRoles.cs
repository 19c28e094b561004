using System.Text.Json.Nodes;
using RootWatch.Cli.Deploy.Settings;

namespace RootWatch.Cli.Deploy.Azure;

/// <summary>
/// The roles that templates before "rootwatch deploy" gave the function. They have other names than the template's today,
/// and Azure refuses a second assignment of the same role; and one of them lets the function write the whole vault.
/// </summary>
internal sealed class OldRoles(AzureCli azure, DeploymentSettings settings, Action<string> say)
{
    // Only those templates had it.
    private const string OldParameter = "deployerObjectId";
    private const string ApiVersion = "2022-04-01";

    /// <summary>Takes them away, where the last deployment was by such a template. The next one gives the function its roles again.</summary>
    /// <exception cref="DeploymentException">Azure refuses, or does not say.</exception>
    public async Task DeleteAsync(JsonNode? lastDeployment, CancellationToken cancellationToken)
    {
        if (lastDeployment?["properties"]?["parameters"]?[OldParameter] is null)
        {
            return;
        }

        var identities = await azure.RunAsync(cancellationToken, "identity", "list", "--resource-group", settings.ResourceGroup) as JsonArray ?? [];
        foreach (var principal in identities.Where(identity => (string?)identity!["tags"]?["application"] is "rootwatch").Select(identity => (string)identity!["principalId"]!))
        {
            var assignments = await azure.ResourceManagerListAsync($"{settings.ResourceGroupId}/providers/Microsoft.Authorization/roleAssignments", ApiVersion, cancellationToken, $"principalId eq '{principal}'");
            foreach (var id in assignments.Select(assignment => (string)assignment["id"]!).Where(id => id.StartsWith($"{settings.ResourceGroupId}/providers/", StringComparison.OrdinalIgnoreCase)))
            {
                say("Taking a role of the earlier template away; the new template gives the function its own");
                await azure.ResourceManagerAsync("delete", id, ApiVersion, body: null, cancellationToken);
            }
        }
    }
}
