using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace RootWatch.Detection.CloudTrail;

/// <summary>Reads a record's fields whatever their shape: a number where text is usual, text where an object is.</summary>
internal static class RecordJson
{
    /// <summary>CloudTrail cuts a user agent at so many characters, and no other name is longer.</summary>
    public const int Longest = 1024;

    /// <summary>Depth is bounded by the size of the body alone: a deep record must not hide what root did.</summary>
    public static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = int.MaxValue };

    // No form of a time is longer, and an attacker's may be.
    private const int LongestTime = 64;

    // What lies deeper means nothing to AWS, and JsonDocument's time grows with the square of the depth.
    private const int Deepest = 64;

    /// <summary>Parses a record, with null in place of what lies deeper than anything that matters.</summary>
    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    public static JsonDocument Parse(ReadOnlySpan<byte> json)
    {
        var shallow = new ArrayBufferWriter<byte>();
        var reader = new Utf8JsonReader(json, ReaderOptions);
        var copied = 0;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= Deepest)
            {
                shallow.Write(json[copied..(int)reader.TokenStartIndex]);
                shallow.Write("null"u8);
                reader.Skip();
                copied = (int)reader.BytesConsumed;
            }
        }

        shallow.Write(json[copied..]);
        return JsonDocument.Parse(shallow.WrittenMemory);
    }

    public static JsonElement At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            element = Property(element, name);
        }

        return element;
    }

    /// <summary>What an array holds; nothing where there is none.</summary>
    public static JsonElement.ArrayEnumerator Items(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : default;

    /// <summary>The text of a string, or a number or boolean as written; null for anything else and for "".</summary>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> path)
    {
        var value = element.At(path);
        var text = value.ValueKind switch
        {
            JsonValueKind.String => StringOf(value),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => null,
        };
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>A text that is kept, at a length that no honest record exceeds: an attacker may choose it, and it is stored many times.</summary>
    public static string Cut(this string text) => Excerpt.Of(text, Longest);

    /// <summary>A name by which something is known again: one that is too long becomes its hash, for what is cut could be mistaken for another.</summary>
    public static string? Id(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.Text(path)?.AsId();

    /// <inheritdoc cref="Id"/>
    public static string AsId(this string id) => id.Length <= Longest ? id : RootRecordReader.Hash(Encoding.UTF8.GetBytes(id));

    public static bool? Flag(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.Text(path)?.ToUpperInvariant() switch
        {
            "TRUE" or "YES" => true,
            "FALSE" or "NO" => false,
            _ => null,
        };

    public static DateTimeOffset? Time(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.Text(path) is { Length: <= LongestTime } text && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    // Not TryGetProperty: it throws when some other property's name holds half a surrogate pair.
    private static JsonElement Property(JsonElement element, string name)
    {
        var found = default(JsonElement);
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                if (IsNamed(property, name))
                {
                    found = property.Value;
                }
            }
        }

        return found;
    }

    // A record may have a hundred thousand properties, and is asked for forty: no name becomes a string that need not.
    private static bool IsNamed(JsonProperty property, string name)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        return raw.Contains((byte)'\\') ? NameOf(property).Equals(name, StringComparison.OrdinalIgnoreCase) : Ascii.EqualsIgnoreCase(raw, name);
    }

    public static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return string.Empty;
        }
    }

    private static string StringOf(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: keep what the record says, as written.
            return value.GetRawText().Trim('"');
        }
    }
}
