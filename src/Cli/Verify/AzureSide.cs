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

    private static readonly string[] Receivers =
    [
        "emailReceivers", "smsReceivers", "voiceReceivers", "azureAppPushReceivers", "armRoleReceivers", "webhookReceivers", "logicAppReceivers",
        "azureFunctionReceivers", "automationRunbookReceivers", "itsmReceivers",
    ];

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
            return [App(app["properties"]!), AlwaysReady(app["properties"]!), References(references), AlertRules(alerts), await ActionGroupsAsync(alerts, cancellationToken)];
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
        var enabled = Own(rules).Where(rule => (bool?)rule["properties"]!["enabled"] is true).Select(rule => (string)rule["name"]!).ToList();
        var missing = Alerts.Where(alert => !enabled.Exists(name => name.EndsWith(alert, StringComparison.Ordinal))).ToList();
        return Check.Of("azure-alerts", Where, missing.Count == 0, missing.Count == 0 ? "all enabled" : $"missing or disabled: {string.Join(", ", missing)}", Redeploy);
    }

    private async Task<Check> ActionGroupsAsync(JsonNode? rules, CancellationToken cancellationToken)
    {
        const string Fix = "Set ROOTWATCH_OPERATIONS_EMAIL and deploy again (infra/deploy.sh --only azure); a receiver that unsubscribed is enabled again in the portal, under the action group.";
        List<string> unheard = [];
        foreach (var rule in Own(rules))
        {
            var groups = (rule["properties"]!["actions"]?["actionGroups"] as JsonArray ?? []).Select(group => (string)group!).ToList();
            var isHeard = false;
            foreach (var group in groups)
            {
                isHeard |= HasReceiver((await azure.GetAsync(group, "2023-01-01", cancellationToken))?["properties"]);
            }

            if (!isHeard)
            {
                unheard.Add((string)rule["name"]!);
            }
        }

        return Check.Of("action-group", Where, unheard.Count == 0, unheard.Count == 0 ? "every alert reaches somebody" : $"reach nobody: {string.Join(", ", unheard)}", Fix);
    }

    // Mail and text messages have a status, for people can unsubscribe; the others are there or not. An event hub keeps what it gets.
    private static bool HasReceiver(JsonNode? group) =>
        (bool?)group?["enabled"] is true && Receivers.Any(kind => (group[kind] as JsonArray ?? []).Any(receiver => (string?)receiver!["status"] is not "Disabled"));

    private static IEnumerable<JsonNode> Own(JsonNode? rules) =>
        (rules?["value"] as JsonArray ?? []).Select(rule => rule!).Where(rule => Alerts.Any(alert => ((string)rule["name"]!).EndsWith(alert, StringComparison.Ordinal)));
}
