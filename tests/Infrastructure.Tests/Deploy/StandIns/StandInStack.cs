using System.Text.Json.Nodes;

namespace RootWatch.Infrastructure.Tests.Deploy.StandIns;

/// <summary>A stack in CloudFormation's stand-in.</summary>
internal sealed class StandInStack
{
    public required string Status { get; set; }

    public Dictionary<string, string> Parameters { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Tags { get; set; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Outputs { get; } = new(StringComparer.Ordinal);

    public bool IsProtected { get; set; }

    // Secret parameters are shown as stars.
    public JsonObject Describe() => new()
    {
        ["StackStatus"] = Status,
        [nameof(Parameters)] = Pairs(Parameters.Select(parameter => (parameter.Key, parameter.Key is "FunctionKey" or "OAuthClientSecret" ? "****" : parameter.Value)), "ParameterKey", "ParameterValue"),
        [nameof(Outputs)] = Pairs(Outputs.Select(output => (output.Key, output.Value)), "OutputKey", "OutputValue"),
        [nameof(Tags)] = Pairs(Tags.Select(tag => (tag.Key, tag.Value)), "Key", "Value"),
    };

    private static JsonArray Pairs(IEnumerable<(string Key, string Value)> pairs, string key, string value) =>
        new([.. pairs.Select(pair => (JsonNode)new JsonObject { [key] = pair.Key, [value] = pair.Value })]);
}
