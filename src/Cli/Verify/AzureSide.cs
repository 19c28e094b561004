using System.Text.Json.Nodes;

namespace RootWatch.Cli.Verify;

/// <summary>Looks at the function app, the settings that come from the vault, and the alerts: what is wrong with RootWatch, what somebody does to it in Azure, and that a secret expires.</summary>
/// <param name="azure">Resource Manager.</param>
/// <param name="function">The function app's resource id.</param>
internal sealed class AzureSide(IAzure azure, string function)
{
    private const string Where = "Azure";
    private const string Redeploy = "Deploy again: rootwatch deploy apply.";

    private static readonly string[] Alerts =
    [
        "heartbeat-absent", "server-errors", "deliveries-due", "ledger-unreachable",
        "tampering-function", "tampering-settings", "tampering-roles", "tampering-vault", "tampering-storage", "tampering-alerts",
    ];

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
            List<AzureAlert> alerts =
            [
                .. AzureAlert.OfQueries(await azure.GetAsync($"{Group}/providers/Microsoft.Insights/scheduledQueryRules", "2023-03-15-preview", cancellationToken)),
                .. AzureAlert.OfActivityLog(await azure.GetAsync($"{Group}/providers/Microsoft.Insights/activityLogAlerts", "2020-10-01", cancellationToken)),
            ];
            alerts.RemoveAll(alert => !Alerts.Any(name => alert.Name.EndsWith(name, StringComparison.Ordinal)));
            var expiry = await ExpiryAsync(cancellationToken);
            return
            [
                App(app["properties"]!), AlwaysReady(app["properties"]!), References(references), AlertRules(alerts), Expiry(expiry),
                await ActionGroupsAsync([.. alerts, .. expiry], cancellationToken),
            ];
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
        const string Fix = "Deploy again with the secret (rootwatch deploy apply asks for what is missing; docs/deploy.md names each), then restart the function.";
        var all = (references?["value"] as JsonArray ?? []).Select(reference => (Name: (string)reference!["name"]!, Properties: reference["properties"])).ToList();
        var broken = all.Where(reference => (string?)reference.Properties?["status"] is not "Resolved").Select(reference => Unresolved(reference.Name, reference.Properties)).ToList();
        return all.Count == 0 ? Check.Skipped("vault-references", Where, "Azure tells of none")
            : Check.Of("vault-references", Where, broken.Count == 0, broken.Count == 0 ? $"{all.Count} resolved" : $"not resolved: {string.Join(", ", broken)}", Fix);
    }

    private static string Unresolved(string setting, JsonNode? properties) =>
        (string?)properties?["secretName"] is { } secret
            ? $"{setting} ({(string?)properties["status"]}: secret {secret} of {(string?)properties["vaultName"]})"
            : $"{setting} ({(string?)properties?["status"]})";

    private static Check AlertRules(List<AzureAlert> alerts)
    {
        var missing = Alerts.Where(name => !alerts.Exists(alert => alert.IsEnabled && alert.Name.EndsWith(name, StringComparison.Ordinal))).ToList();
        return Check.Of("azure-alerts", Where, missing.Count == 0, missing.Count == 0 ? "all enabled" : $"missing or disabled: {string.Join(", ", missing)}", Redeploy);
    }

    private static Check Expiry(List<AzureAlert> expiry) =>
        Check.Of("secret-expiry", Where, expiry.Exists(alert => alert.IsEnabled), expiry.Count == 0 ? "nobody is told before a secret expires" : expiry.Exists(alert => alert.IsEnabled) ? "is told" : "its Event Grid subscription is broken", Redeploy);

    private async Task<List<AzureAlert>> ExpiryAsync(CancellationToken cancellationToken)
    {
        var topics = await azure.GetAsync($"{Group}/providers/Microsoft.EventGrid/systemTopics", "2025-02-15", cancellationToken);
        List<AzureAlert> expiry = [];
        foreach (var topic in (topics?["value"] as JsonArray ?? []).Where(topic => string.Equals((string?)topic!["properties"]?["topicType"], "Microsoft.KeyVault.vaults", StringComparison.OrdinalIgnoreCase)))
        {
            expiry.AddRange(AzureAlert.OfExpiry(await azure.GetAsync($"{Group}/providers/Microsoft.EventGrid/systemTopics/{(string)topic!["name"]!}/eventSubscriptions", "2025-02-15", cancellationToken)));
        }

        return expiry;
    }

    private async Task<Check> ActionGroupsAsync(IReadOnlyList<AzureAlert> alerts, CancellationToken cancellationToken)
    {
        const string Fix = "Set ROOTWATCH_OPERATIONS_EMAIL and deploy again (rootwatch deploy apply --only azure); a receiver that unsubscribed is enabled again in the portal, under the action group.";
        Dictionary<string, bool> heard = new(StringComparer.OrdinalIgnoreCase);
        foreach (var group in alerts.SelectMany(alert => alert.ActionGroups).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            heard[group] = HasReceiver((await azure.GetAsync(group, "2023-01-01", cancellationToken))?["properties"]);
        }

        var unheard = alerts.Where(alert => !alert.ActionGroups.Any(group => heard[group])).Select(alert => alert.Name).ToList();
        return Check.Of("action-group", Where, unheard.Count == 0, unheard.Count == 0 ? "every alert reaches somebody" : $"reach nobody: {string.Join(", ", unheard)}", Fix);
    }

    // Mail and text messages have a status, for people can unsubscribe; the others are there or not. An event hub keeps what it gets.
    private static bool HasReceiver(JsonNode? group) =>
        (bool?)group?["enabled"] is true && Receivers.Any(kind => (group[kind] as JsonArray ?? []).Any(receiver => (string?)receiver!["status"] is not "Disabled"));
}
