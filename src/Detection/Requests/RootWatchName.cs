using System.Text;
using System.Text.Json;

namespace RootWatch.Detection.Requests;

/// <summary>RootWatch's own parts, which are known by a name or tag.</summary>
internal static class RootWatchName
{
    private const string Name = "rootwatch";

    public static bool IsIn(string text) => text.Contains(Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a name or a text in a request holds it, without asking the request anything else.</summary>
    /// <param name="json">The request as JSON; empty where there is none.</param>
    public static bool IsInRequest(ReadOnlySpan<byte> json)
    {
        if (!json.Contains((byte)'\\'))
        {
            return IsIn(json);
        }

        var reader = new Utf8JsonReader(json, CloudTrail.RecordJson.ReaderOptions);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String && IsIn(ref reader))
            {
                return true;
            }
        }

        return false;
    }

    // What is escaped becomes a string only where that could make a difference: only \u writes a letter in another way.
    private static bool IsIn(ref Utf8JsonReader token) =>
        token.ValueIsEscaped ? (IsIn(token.ValueSpan) || token.ValueSpan.IndexOf("\\u"u8) >= 0) && IsIn(JsonText.Of(ref token)) : IsIn(token.ValueSpan);

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
