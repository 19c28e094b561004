using System.Text.Json;
using RootWatch.Bridge.Messages;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Cli.Scan.Shapes;

/// <summary>Names JSON of an unknown shape.</summary>
internal static class ShapeWords
{
    private const int MostKeys = 8;
    private const int LongestKey = 40;

    public static string Of(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object ? $"a JSON object with the keys {Keys(json)}" : "a list of other things than objects";

    /// <summary>An object's keys, as far as people need them; whoever wrote the file may have chosen them.</summary>
    public static string Keys(JsonElement json)
    {
        var keys = json.EnumerateObject().Take(MostKeys + 1).Select(property => Untrusted.Text(RecordJson.NameOf(property), LongestKey)).ToList();
        return keys.Count > MostKeys ? string.Join(", ", keys.Take(MostKeys)) + " …" : string.Join(", ", keys);
    }
}
