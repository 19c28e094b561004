using System.Text.Json.Nodes;

namespace RootWatch.Cli.Verify;

/// <summary>Looks at the function app, the settings that come from the vault, and the alerts.</summary>
/// <param name="azure">Resource Manager.</param>
/// <param name="function">The function app's resource id.</param>
internal sealed class AzureSide(IAzure azure, string function)
{
    private const string Where = "Azure";
    private const string Redeploy = "Deploy infra/bicep again: infra/deploy.sh.";

    private static readonly string[] Alerts = ["heartbeat-absent", "server-errors", "deliveries-due", "ledger-unreachable"];

    private string Group => function[..function.IndexOf("/providers/", StringComparison.OrdinalIgnoreCase)];

    public async Task<IReadOnlyList<Check>> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await azure.GetAsync(function, "2024-04-01", cancellationToken) is not { } app)
            {
                return [Check.Failed("function-app", Where, "there is none of that id, or you may not see it", "Check --function, and that you have the role Reader.")];
            }

            var references = await azure.GetAsync($"{function}/config/configreferences/appsettings", "2024-04-01", cancellationToken);
            var alerts = await azure.GetAsync($"{Group}/providers/Microsoft.Insights/scheduledQueryRules", "2023-03-15-preview", cancellationToken);
            return [App(app["properties"]!), AlwaysReady(app["properties"]!), References(references), AlertRules(alerts)];
        }
        catch (HttpRequestException failure)
        {
            return [Check.Failed("function-app", Where, $"Azure does not answer: {failure.Message}", "Check az login and your network.")];
        }
    }

    private static Check App(JsonNode app)
    {
        var problem = (string?)app["state"] is not "Running" ? $"is {(string?)app["state"]}" : (bool?)app["httpsOnly"] is not true ? "answers without TLS" : null;
        return Check.Of("function-app", Where, problem is null, problem ?? "runs, with HTTPS only", Redeploy);
    }

    private static Check AlwaysReady(JsonNode app)
    {
        var http = app["functionAppConfig"]?["scaleAndConcurrency"]?["alwaysReady"]?.AsArray().FirstOrDefault(group => (string?)group!["name"] is "http");
        var ready = (int?)http?["instanceCount"] ?? 0;
        return Check.Of("always-ready", Where, ready > 0, $"{ready} instances", "Set alwaysReadyInstances to at least 1: EventBridge waits no longer than 5 s for a cold start.");
    }

    private static Check References(JsonNode? references)
    {
        var all = (references?["value"] as JsonArray ?? []).Select(reference => (Name: (string)reference!["name"]!, Status: (string?)reference["properties"]?["status"])).ToList();
        var broken = all.Where(reference => reference.Status is not "Resolved").Select(reference => $"{reference.Name} ({reference.Status})").ToList();
        return all.Count == 0 ? Check.Skipped("vault-references", Where, "Azure tells of none")
            : Check.Of("vault-references", Where, broken.Count == 0, broken.Count == 0 ? $"{all.Count} resolved" : $"not resolved: {string.Join(", ", broken)}", "Write the secret into the vault (docs/deploy.md names each), then restart the function.");
    }

    private static Check AlertRules(JsonNode? rules)
    {
        var enabled = (rules?["value"] as JsonArray ?? []).Where(rule => (bool?)rule!["properties"]!["enabled"] is true).Select(rule => (string)rule!["name"]!).ToList();
        var missing = Alerts.Where(alert => !enabled.Exists(name => name.EndsWith(alert, StringComparison.Ordinal))).ToList();
        return Check.Of("azure-alerts", Where, missing.Count == 0, missing.Count == 0 ? "all enabled" : $"missing or disabled: {string.Join(", ", missing)}", Redeploy);
    }
}
