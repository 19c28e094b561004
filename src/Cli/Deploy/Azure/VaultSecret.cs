using System.Text.Json.Nodes;

namespace RootWatch.Cli.Deploy.Azure;

/// <summary>A secret of the vault, without its value: Resource Manager lists what there is, and opens none.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsEnabled">Whether it can be read.</param>
/// <param name="Created">When it was made.</param>
/// <param name="ContentType">What was noted with it; of the client secret, which credential it is.</param>
internal sealed record VaultSecret(string Name, bool IsEnabled, DateTimeOffset Created, string ContentType)
{
    public const string LinkKeyPrefix = "link-key-";
    public const string TeamsWorkflowUrl = "teams-workflow-url";
    public const string GraphClientSecret = "teams-graph-client-secret";
    public const string TokenCache = "teams-graph-token-cache";
    public const string EventBridgeSecret = "eventbridge-client-secret";

    public static VaultSecret Of(JsonNode json) =>
        new(
            (string)json["name"]!,
            (bool?)json["properties"]?["attributes"]?["enabled"] ?? true,
            DateTimeOffset.FromUnixTimeSeconds((long?)json["properties"]?["attributes"]?["created"] ?? 0),
            (string?)json["properties"]?["contentType"] ?? string.Empty);
}
