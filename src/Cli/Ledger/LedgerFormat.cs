using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Azure.Data.Tables;

namespace RootWatch.Cli.Ledger;

/// <summary>
/// The lines of an exported ledger: the first says what it is, the last how many entities came before it and the
/// SHA-256 of all lines before, line ends included; each between is one entity.
/// </summary>
internal static class LedgerFormat
{
    public const int Version = 1;

    // An entity has at most 1 MiB, which as JSON, with escapes, becomes 3 at most.
    public const int LongestLine = 4 * 1024 * 1024;

    private const string Name = "rootwatch-ledger";

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] FirstLine(string table) => Line(json =>
    {
        json.WriteString("format", Name);
        json.WriteNumber("version", Version);
        json.WriteString("table", table);
    });

    public static byte[] LastLine(long entities, byte[] hash) => Line(json =>
    {
        json.WriteNumber("entities", entities);
        json.WriteString("sha256", Convert.ToHexStringLower(hash));
    });

    public static byte[] EntityLine(TableEntity entity) => Line(json =>
    {
        json.WriteString("partition", entity.PartitionKey);
        json.WriteString("row", entity.RowKey);
        json.WriteStartObject("properties");
        foreach (var (name, value) in entity.Where(static property => IsKept(property.Key) && property.Value is not null).OrderBy(static property => property.Key, StringComparer.Ordinal))
        {
            var (type, text) = PropertyText.Of(value);
            json.WriteStartObject(name);
            json.WriteString("type", type);
            json.WriteString("value", text);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    });

    /// <exception cref="LedgerFileException">It is not the first line of an export.</exception>
    public static void CheckFirstLine(ReadOnlyMemory<byte> line)
    {
        using var json = Parse(line) ?? throw new LedgerFileException(1, "this is no export of a ledger; rootwatch ledger export makes one.");
        if (TextOf(json.RootElement, "format") != Name || !json.RootElement.TryGetProperty("version", out var version) || !version.TryGetInt32(out var number))
        {
            throw new LedgerFileException(1, "this is no export of a ledger; rootwatch ledger export makes one.");
        }

        if (number != Version)
        {
            throw new LedgerFileException(1, $"the export has version {number}, and this program reads version {Version}. Use the rootwatch that made it, or a later one.");
        }
    }

    /// <returns>What the last line says; null where the line is another one.</returns>
    public static (long Entities, string Hash)? LastLineOf(ReadOnlyMemory<byte> line, long number)
    {
        using var json = Parse(line) ?? throw new LedgerFileException(number, "this is not JSON.");
        return json.RootElement.TryGetProperty("entities", out var entities) && entities.ValueKind == JsonValueKind.Number && entities.TryGetInt64(out var count) && TextOf(json.RootElement, "sha256") is { } hash
            ? (count, hash)
            : null;
    }

    /// <exception cref="LedgerFileException">It is no entity.</exception>
    public static TableEntity EntityOf(ReadOnlyMemory<byte> line, long number)
    {
        using var json = Parse(line) ?? throw new LedgerFileException(number, "this is not JSON.");
        if (TextOf(json.RootElement, "partition") is not { } partition || TextOf(json.RootElement, "row") is not { } row
            || !json.RootElement.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            throw new LedgerFileException(number, "an entity needs a partition, a row and properties.");
        }

        var entity = new TableEntity(partition, row);
        foreach (var property in properties.EnumerateObject())
        {
            if (!IsKept(property.Name) || property.Value.ValueKind != JsonValueKind.Object || TextOf(property.Value, "value") is not { } text
                || PropertyText.Parse(TextOf(property.Value, "type"), text) is not { } value)
            {
                throw new LedgerFileException(number, "a property has no type that Azure Tables knows, or a value that is none of its type.");
            }

            entity[property.Name] = value;
        }

        return entity;
    }

    // The table gives every entity its own.
    private static bool IsKept(string property) => property is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag");

    private static string? TextOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static JsonDocument? Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            var json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                return json;
            }

            json.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Line(Action<Utf8JsonWriter> write)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line, Readable))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        return line.WrittenSpan.ToArray();
    }
}
