using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Cli.Scan.Shapes;

/// <summary>A record that is put together again from what another shape left of it.</summary>
internal sealed class RebuiltRecord
{
    private const int LongestPath = 8;

    // Without these, nothing can be said of what root did.
    private static readonly string[] Needed = ["eventTime", "eventSource", "eventName"];

    // A query may write names as it likes, and a record has each once.
    private static readonly JsonNodeOptions AnyCase = new() { PropertyNameCaseInsensitive = true };

    private readonly JsonObject _record = Empty();

    public static bool Needs(string name) =>
        Needed.Contains(name, StringComparer.OrdinalIgnoreCase) || name.Equals("userIdentity", StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds a field whose path is written with dots. What is there already stays.</summary>
    public void Add(string path, JsonElement value)
    {
        Add(path, value.ValueKind == JsonValueKind.String ? LakeText.Parse(value.Text() ?? string.Empty) : NodeOf(value));
    }

    /// <inheritdoc cref="Add(string, JsonElement)"/>
    public void Add(string path, string? text) => Add(path, text is null ? null : JsonValue.Create(text));

    /// <summary>A copy that has each name once: of two the first counts.</summary>
    public static JsonNode? NodeOf(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var copy = Empty();
                foreach (var property in value.EnumerateObject())
                {
                    copy.TryAdd(RecordJson.NameOf(property), NodeOf(property.Value));
                }

                return copy;
            case JsonValueKind.Array:
                return new JsonArray([.. value.EnumerateArray().Select(NodeOf)]);
            case JsonValueKind.String:
                return JsonValue.Create(value.Text() ?? string.Empty);
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return null;
            default:
                return JsonNode.Parse(value.GetRawText());
        }
    }

    public static JsonObject Empty() => new(AnyCase);

    /// <summary>Hands the record over, or names what is missing.</summary>
    /// <param name="unwrapper">Takes it.</param>
    /// <param name="shape">What the record was kept as.</param>
    /// <param name="names">What that calls the fields where it does not call them as CloudTrail does.</param>
    public void HandOver(Unwrapper unwrapper, string shape, IReadOnlyDictionary<string, string>? names = null)
    {
        var json = Encoding.UTF8.GetBytes(_record.ToJsonString());
        using var document = RecordJson.Parse(json);
        var record = document.RootElement;
        var missing = Needed.Where(name => record.Text(name) is null || (name is "eventTime" && record.Time(name) is null)).ToList();
        if (record.Text("userIdentity", "type") is null && record.Text("userIdentity", "invokedBy") is null)
        {
            missing.Add("userIdentity.type");
        }

        if (missing.Count > 0)
        {
            unwrapper.NotUnderstood($"{shape} without {string.Join(" and ", missing.Select(name => names?.GetValueOrDefault(name) ?? name))}");
            return;
        }

        unwrapper.Found(json, RecordKind.Record);
    }

    private void Add(string path, JsonNode? value)
    {
        if (value is null)
        {
            return;
        }

        var at = _record;
        var names = path.Split('.', LongestPath);
        foreach (var name in names[..^1])
        {
            at.TryAdd(name, Empty());
            if (at[name] is not JsonObject next)
            {
                return;
            }

            at = next;
        }

        at.TryAdd(names[^1], value);
    }
}
