using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace RootWatch.Detection.Requests;

/// <summary>RootWatch's own parts, which are known by a name or tag.</summary>
internal static class RootWatchName
{
    private const string Name = "rootwatch";

    public static bool IsIn(string text) => text.Contains(Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a name or a text in a request holds it, without asking the request anything else.</summary>
    public static bool IsIn(JsonElement request)
    {
        if (request.ValueKind == JsonValueKind.Undefined)
        {
            return false;
        }

        var json = JsonMarshal.GetRawUtf8Value(request);
        if (!json.Contains((byte)'\\'))
        {
            return IsIn(json);
        }

        var reader = new Utf8JsonReader(json, CloudTrail.RecordJson.ReaderOptions);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String && (reader.ValueIsEscaped ? IsIn(JsonText.Of(ref reader)) : IsIn(reader.ValueSpan)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsIn(ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOfAny((byte)'r', (byte)'R'); at >= 0 && text.Length - at >= Name.Length;)
        {
            if (Ascii.EqualsIgnoreCase(text.Slice(at, Name.Length), Name))
            {
                return true;
            }

            text = text[(at + 1)..];
            at = text.IndexOfAny((byte)'r', (byte)'R');
        }

        return false;
    }
}
