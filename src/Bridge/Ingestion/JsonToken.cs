using System.Text.Json;

namespace RootWatch.Bridge.Ingestion;

/// <summary>Reads names and texts as they are meant: whoever writes JSON may escape any character.</summary>
internal static class JsonToken
{
    /// <summary>Whether a name or text is this one.</summary>
    public static bool Is(this ref Utf8JsonReader token, ReadOnlySpan<byte> expected)
    {
        if (!token.ValueIsEscaped)
        {
            return token.ValueSpan.SequenceEqual(expected);
        }

        try
        {
            return token.ValueTextEquals(expected);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: no text at all, so not this one.
            return false;
        }
    }

    /// <summary>The text of a string; null for anything else, and for what holds half a surrogate pair.</summary>
    public static string? Text(this ref Utf8JsonReader token)
    {
        try
        {
            return token.TokenType == JsonTokenType.String ? token.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The bytes of one property of an object that is an object itself; an empty object where it has none.</summary>
    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    public static ReadOnlySpan<byte> ObjectOf(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        var found = "{}"u8;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.Is(name);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            isIt &= reader.TokenType == JsonTokenType.StartObject;
            reader.Skip();
            found = isIt ? json[start..(int)reader.BytesConsumed] : found;
        }

        return found;
    }

    /// <summary>The text of one property of an object; null where it has none.</summary>
    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    public static string? TextOf(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        string? text = null;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.Is(name);
            reader.Read();
            text = isIt ? reader.Text() : text;
            reader.Skip();
        }

        return text;
    }
}
