using System.Text.Json.Nodes;

namespace RootWatch.Simulator.Deployed;

/// <summary>A target's input transformer whose template is one JSON string.</summary>
/// <param name="Paths">For each variable the path to its value, such as $.detail.eventName.</param>
/// <param name="Template">The string, with each variable in angle brackets.</param>
public sealed record TargetText(JsonObject Paths, string Template)
{
    /// <summary>The text for an event. What the event does not have is left out, as EventBridge does.</summary>
    public string Of(JsonObject envelope) =>
        Paths.Aggregate(
            (string)JsonNode.Parse(Template)!,
            (text, variable) => text.Replace($"<{variable.Key}>", Value(envelope, (string)variable.Value!), StringComparison.Ordinal));

    private static string Value(JsonNode envelope, string path) =>
        path.Split('.').Skip(1).Aggregate((JsonNode?)envelope, (node, name) => (node as JsonObject)?[name])?.ToString() ?? string.Empty;
}
