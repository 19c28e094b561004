using System.Text.Json.Nodes;

namespace RootWatch.Cli.Verify;

/// <summary>An alert of Azure's: by query, by the Activity Log, or by Event Grid.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsEnabled">Whether it is on.</param>
/// <param name="ActionGroups">Whom it tells, by resource id.</param>
internal sealed record AzureAlert(string Name, bool IsEnabled, IReadOnlyList<string> ActionGroups)
{
    private const string NearExpiry = "Microsoft.KeyVault.SecretNearExpiry";

    public static IEnumerable<AzureAlert> OfQueries(JsonNode? rules) =>
        Listed(rules).Select(rule => new AzureAlert((string)rule["name"]!, IsOn(rule), Texts(rule["properties"]!["actions"]?["actionGroups"])));

    public static IEnumerable<AzureAlert> OfActivityLog(JsonNode? rules) =>
        Listed(rules).Select(rule => new AzureAlert((string)rule["name"]!, IsOn(rule), [.. Array(rule["properties"]!["actions"]?["actionGroups"]).Select(group => (string)group["actionGroupId"]!)]));

    /// <summary>Subscriptions that alert before a secret expires.</summary>
    public static IEnumerable<AzureAlert> OfExpiry(JsonNode? subscriptions) =>
        Listed(subscriptions)
            .Where(subscription => (string?)subscription["properties"]!["destination"]?["endpointType"] is "MonitorAlert" && IncludesNearExpiry(subscription["properties"]!["filter"]))
            .Select(subscription => new AzureAlert(
                (string)subscription["name"]!,
                (string?)subscription["properties"]!["provisioningState"] is "Succeeded",
                Texts(subscription["properties"]!["destination"]!["properties"]?["actionGroups"])));

    private static bool IsOn(JsonNode rule) => (bool?)rule["properties"]!["enabled"] is true;

    // Without a list, a subscription takes every type.
    private static bool IncludesNearExpiry(JsonNode? filter) => filter?["includedEventTypes"] is not JsonArray types || Texts(types).Contains(NearExpiry, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<JsonNode> Listed(JsonNode? answer) => Array(answer?["value"]);

    private static IEnumerable<JsonNode> Array(JsonNode? node) => (node as JsonArray ?? []).Select(item => item!);

    private static IReadOnlyList<string> Texts(JsonNode? node) => [.. Array(node).Select(item => (string)item!)];
}
