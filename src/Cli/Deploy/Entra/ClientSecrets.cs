using System.Globalization;
using System.Text.Json.Nodes;
using RootWatch.Cli.Deploy.Azure;

namespace RootWatch.Cli.Deploy.Entra;

/// <summary>Makes and retires the client secrets that EventBridge shows.</summary>
internal sealed class ClientSecrets(AzureCli azure, TimeProvider time)
{
    private const string DisplayName = "eventbridge";
    private const int ValidDays = 365;

    /// <summary>Makes one more. Those that are there stay good.</summary>
    /// <exception cref="DeploymentException">Graph refuses.</exception>
    public async Task<ClientSecret> CreateAsync(Application application, CancellationToken cancellationToken)
    {
        var expires = time.GetUtcNow().AddDays(ValidDays);
        var asked = new JsonObject { ["passwordCredential"] = new JsonObject { ["displayName"] = DisplayName, ["endDateTime"] = expires.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) } };
        var made = await azure.GraphAsync("post", $"/applications/{application.ObjectId}/addPassword", asked, cancellationToken);
        return new ClientSecret(azure.Secrets.Add((string)made!["secretText"]!), (string)made["keyId"]!, expires);
    }

    /// <summary>Takes away all but one.</summary>
    /// <exception cref="DeploymentException">Graph refuses.</exception>
    public async Task KeepOnlyAsync(Application application, string keyId, CancellationToken cancellationToken)
    {
        var current = await azure.GraphFindAsync($"/applications(appId='{application.AppId}')", cancellationToken);
        foreach (var old in (current?["passwordCredentials"] as JsonArray ?? []).Where(credential => (string?)credential!["displayName"] is DisplayName && (string?)credential["keyId"] != keyId))
        {
            await azure.GraphAsync("post", $"/applications/{application.ObjectId}/removePassword", new JsonObject { ["keyId"] = (string?)old!["keyId"] }, cancellationToken);
        }
    }
}
