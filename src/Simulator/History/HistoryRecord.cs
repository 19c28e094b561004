using System.Globalization;
using System.Text.Json;

namespace RootWatch.Simulator.History;

/// <summary>Reads of a record what CloudTrail's history finds it by.</summary>
internal static class HistoryRecord
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };
    private static readonly string[] NamingFields = ["userName", "accessKeyId", "roleName", "roleArn", "keyName", "keyPairId", "groupName", "serialNumber", "policyArn", "arn", "trailName", "bucketName"];

    /// <summary>Null where the record is not of a management event: the history has no others.</summary>
    public static HistoryEvent? Read(string record)
    {
        using var json = JsonDocument.Parse(record, Deep);
        var root = json.RootElement;
        if (Property(root, "managementEvent") is { ValueKind: JsonValueKind.False } || Text(root, "eventCategory") is not (null or "Management"))
        {
            return null;
        }

        var identity = Property(root, "userIdentity");
        return new HistoryEvent(
            Text(root, "eventID") ?? string.Empty,
            Text(root, "eventName") ?? string.Empty,
            DateTimeOffset.Parse(Text(root, "eventTime")!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            UsernameOf(identity),
            Text(identity, "accessKeyId") is { Length: > 0 } key ? key : null,
            [.. ResourcesOf(root).Distinct(StringComparer.Ordinal)],
            record)
        { Source = Text(root, "eventSource") ?? string.Empty };
    }

    private static string? UsernameOf(JsonElement? identity) =>
        (Text(identity, "type"), Text(identity, "userName"), Text(identity, "arn")) switch
        {
            ("Root", null, _) => "root",

            // A session goes by its own name, whatever the role's is.
            ("AssumedRole" or "FederatedUser", _, { } arn) => arn[(arn.LastIndexOf('/') + 1)..],
            (_, var name, _) => name,
        };

    private static IEnumerable<string> ResourcesOf(JsonElement record)
    {
        if (Property(record, "resources") is { ValueKind: JsonValueKind.Array } resources)
        {
            foreach (var name in resources.EnumerateArray().SelectMany(static resource => new[] { Text(resource, "ARN"), Text(resource, "resourceName") }).OfType<string>())
            {
                yield return name;
            }
        }

        foreach (var part in new[] { Property(record, "requestParameters"), Property(record, "responseElements") })
        {
            foreach (var name in NamesIn(part).Concat(Objects(part).SelectMany(static inner => NamesIn(inner))))
            {
                yield return name;
            }
        }
    }

    private static IEnumerable<JsonElement?> Objects(JsonElement? part) =>
        part is { ValueKind: JsonValueKind.Object } parent ? parent.EnumerateObject().Select(static property => (JsonElement?)property.Value) : [];

    private static IEnumerable<string> NamesIn(JsonElement? part) =>
        part is { ValueKind: JsonValueKind.Object } parent
            ? parent.EnumerateObject()
                .Where(static property => property.Value.ValueKind == JsonValueKind.String && (NamingFields.Contains(property.Name, StringComparer.Ordinal) || property.Value.GetString()!.StartsWith("arn:", StringComparison.Ordinal)))
                .Select(static property => property.Value.GetString()!)
            : [];

    private static JsonElement? Property(JsonElement? of, string name) =>
        of is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var property) ? property : null;

    private static string? Text(JsonElement? of, string name) => Property(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
