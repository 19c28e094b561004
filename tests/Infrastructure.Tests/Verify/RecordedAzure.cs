using System.Text.Json.Nodes;
using RootWatch.Cli.Verify;

namespace RootWatch.Infrastructure.Tests.Verify;

/// <summary>Resource Manager's answers, in the shapes that its reference documents; a test may change them first.</summary>
internal sealed class RecordedAzure : IAzure
{
    public const string Function = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-rootwatch/providers/Microsoft.Web/sites/func-rootwatch";

    public JsonNode? App { get; set; } = JsonNode.Parse(
        """
        {
          "id": "…/sites/func-rootwatch", "name": "func-rootwatch", "type": "Microsoft.Web/sites", "kind": "functionapp,linux", "location": "West Europe",
          "properties": {
            "state": "Running", "enabled": true, "httpsOnly": true, "defaultHostName": "func-rootwatch.azurewebsites.net",
            "functionAppConfig": {
              "runtime": { "name": "dotnet-isolated", "version": "10.0" },
              "scaleAndConcurrency": { "alwaysReady": [{ "name": "http", "instanceCount": 1 }], "maximumInstanceCount": 40, "instanceMemoryMB": 2048 }
            }
          }
        }
        """);

    public JsonNode? References { get; set; } = JsonNode.Parse(
        """
        {
          "value": [
            { "name": "Links__Keys__a", "properties": { "reference": "@Microsoft.KeyVault(…)", "status": "Resolved", "vaultName": "kv-rootwatch", "secretName": "link-key-a" } },
            { "name": "Teams__Workflow__Url", "properties": { "reference": "@Microsoft.KeyVault(…)", "status": "Resolved", "vaultName": "kv-rootwatch", "secretName": "teams-workflow-url" } }
          ]
        }
        """);

    public JsonNode? Alerts { get; set; } = JsonNode.Parse(
        """
        {
          "value": [
            { "name": "alert-rootwatch-heartbeat-absent", "properties": { "enabled": true, "actions": { "actionGroups": ["/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-rootwatch/providers/microsoft.insights/actionGroups/ag-rootwatch"] } } },
            { "name": "alert-rootwatch-server-errors", "properties": { "enabled": true, "actions": { "actionGroups": ["/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-rootwatch/providers/microsoft.insights/actionGroups/ag-rootwatch"] } } },
            { "name": "alert-rootwatch-deliveries-due", "properties": { "enabled": true, "actions": { "actionGroups": ["/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-rootwatch/providers/microsoft.insights/actionGroups/ag-rootwatch"] } } },
            { "name": "alert-rootwatch-ledger-unreachable", "properties": { "enabled": true, "actions": { "actionGroups": ["/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-rootwatch/providers/microsoft.insights/actionGroups/ag-rootwatch"] } } },
            { "name": "somebody-elses", "properties": { "enabled": false } }
          ]
        }
        """);

    public JsonNode? ActivityLogAlerts { get; set; } = JsonNode.Parse(
        """
        {
          "value": [
            { "name": "alert-rootwatch-tampering-function", "location": "global", "properties": { "enabled": true, "actions": { "actionGroups": [{ "actionGroupId": "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-rootwatch/providers/microsoft.insights/actionGroups/ag-rootwatch", "webhookProperties": {} }] } } },
            { "name": "alert-rootwatch-tampering-settings", "location": "global", "properties": { "enabled": true, "actions": { "actionGroups": [{ "actionGroupId": "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-rootwatch/providers/microsoft.insights/actionGroups/ag-rootwatch", "webhookProperties": {} }] } } },
            { "name": "alert-rootwatch-tampering-roles", "location": "global", "properties": { "enabled": true, "actions": { "actionGroups": [{ "actionGroupId": "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-rootwatch/providers/microsoft.insights/actionGroups/ag-rootwatch", "webhookProperties": {} }] } } },
            { "name": "alert-rootwatch-tampering-vault", "location": "global", "properties": { "enabled": true, "actions": { "actionGroups": [{ "actionGroupId": "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-rootwatch/providers/microsoft.insights/actionGroups/ag-rootwatch", "webhookProperties": {} }] } } },
            { "name": "alert-rootwatch-tampering-storage", "location": "global", "properties": { "enabled": true, "actions": { "actionGroups": [{ "actionGroupId": "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-rootwatch/providers/microsoft.insights/actionGroups/ag-rootwatch", "webhookProperties": {} }] } } },
            { "name": "alert-rootwatch-tampering-alerts", "location": "global", "properties": { "enabled": true, "actions": { "actionGroups": [{ "actionGroupId": "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-rootwatch/providers/microsoft.insights/actionGroups/ag-rootwatch", "webhookProperties": {} }] } } }
          ]
        }
        """);

    public JsonNode? Topics { get; set; } = JsonNode.Parse(
        """
        {
          "value": [
            { "name": "egst-rootwatch", "type": "Microsoft.EventGrid/systemTopics", "location": "westeurope", "properties": { "provisioningState": "Succeeded", "source": "…/vaults/kv-rootwatch", "topicType": "microsoft.keyvault.vaults" } },
            { "name": "somebody-elses", "type": "Microsoft.EventGrid/systemTopics", "location": "westeurope", "properties": { "provisioningState": "Succeeded", "source": "…/storageAccounts/st", "topicType": "microsoft.storage.storageaccounts" } }
          ]
        }
        """);

    public JsonNode? Subscriptions { get; set; } = JsonNode.Parse(
        """
        {
          "value": [
            {
              "name": "secret-expiry", "type": "Microsoft.EventGrid/systemTopics/eventSubscriptions",
              "properties": {
                "provisioningState": "Succeeded", "eventDeliverySchema": "CloudEventSchemaV1_0",
                "destination": { "endpointType": "MonitorAlert", "properties": { "severity": "Sev1", "description": "…", "actionGroups": ["/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-rootwatch/providers/microsoft.insights/actionGroups/ag-rootwatch"] } },
                "filter": { "includedEventTypes": ["Microsoft.KeyVault.SecretNearExpiry", "Microsoft.KeyVault.SecretExpired"] }
              }
            }
          ]
        }
        """);

    public JsonNode? ActionGroup { get; set; } = JsonNode.Parse(
        """
        {
          "name": "ag-rootwatch", "type": "Microsoft.Insights/ActionGroups", "location": "global",
          "properties": {
            "groupShortName": "rootwatch", "enabled": true,
            "emailReceivers": [{ "name": "operations", "emailAddress": "operations@example.com", "status": "Enabled", "useCommonAlertSchema": true }],
            "smsReceivers": [], "webhookReceivers": [], "eventHubReceivers": [], "itsmReceivers": [], "azureAppPushReceivers": [], "automationRunbookReceivers": [],
            "voiceReceivers": [], "logicAppReceivers": [], "azureFunctionReceivers": [], "armRoleReceivers": []
          }
        }
        """);

    public bool IsDown { get; set; }

    private static string Group => Function[..Function.IndexOf("/providers", StringComparison.Ordinal)];

    public Task<JsonNode?> GetAsync(string path, string apiVersion, CancellationToken cancellationToken) =>
        IsDown ? throw new HttpRequestException("there are no Azure credentials: run az login")
        : path == Function ? Task.FromResult(App)
        : path == $"{Function}/config/configreferences/appsettings" ? Task.FromResult(References)
        : path == $"{Group}/providers/Microsoft.Insights/scheduledQueryRules" ? Task.FromResult(Alerts)
        : path == $"{Group}/providers/Microsoft.Insights/activityLogAlerts" ? Task.FromResult(ActivityLogAlerts)
        : path == $"{Group}/providers/Microsoft.EventGrid/systemTopics" ? Task.FromResult(Topics)
        : path == $"{Group}/providers/Microsoft.EventGrid/systemTopics/egst-rootwatch/eventSubscriptions" ? Task.FromResult(Subscriptions)
        : path.EndsWith("/actionGroups/ag-rootwatch", StringComparison.Ordinal) ? Task.FromResult(ActionGroup)
        : throw new InvalidOperationException(path);
}
