using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RootWatch.Detection.Requests;

/// <summary>What a JSON string says. The reader itself throws at half a surrogate pair, and a hostile record may hold a hundred thousand.</summary>
internal static class JsonText
{
    private const int HexDigits = 4;

    /// <summary>The text; as written where it holds half a surrogate pair.</summary>
    public static string Of(ref Utf8JsonReader token) => Of(token.ValueSpan, token.ValueIsEscaped);

    /// <inheritdoc cref="Of(ref Utf8JsonReader)"/>
    public static string Of(ReadOnlySpan<byte> value, bool isEscaped)
    {
        var written = Encoding.UTF8.GetString(value);
        return isEscaped && Unescaped(written) is { } text && !HasHalfPair(text) ? text : written;
    }

    /// <summary>The JSON that a text holds; null where it holds none. A queue's, a key's, a function's policy is one, and IAM's is also URL-encoded.</summary>
    public static string? Within(string text)
    {
        var json = text.AsSpan().TrimStart() is ['%', ..] ? Uri.UnescapeDataString(text) : text;
        return json.AsSpan().TrimStart() is ['{' or '[', ..] ? json : null;
    }

    private static string Unescaped(string written)
    {
        var text = new StringBuilder(written.Length);
        for (var at = 0; at < written.Length; at++)
        {
            if (written[at] != '\\')
            {
                text.Append(written[at]);
                continue;
            }

            at++;
            if (written[at] == 'u')
            {
                text.Append((char)ushort.Parse(written.AsSpan(at + 1, HexDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                at += HexDigits;
            }
            else
            {
                text.Append(written[at] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', var same => same });
            }
        }

        return text.ToString();
    }

    private static bool HasHalfPair(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsSurrogate(text[at]))
            {
                if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
                {
                    return true;
                }

                at++;
            }
        }

        return false;
    }
}
