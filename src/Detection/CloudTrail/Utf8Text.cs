using System.Text;
using System.Text.Json;

namespace RootWatch.Detection.CloudTrail;

/// <summary>Compares JSON tokens where they lie, without making strings of them.</summary>
internal static class Utf8Text
{
    private const int LongestEscape = 6;

    public static bool Is(this ref Utf8JsonReader token, ReadOnlySpan<byte> expected)
    {
        if (token.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            return false;
        }

        if (!token.ValueIsEscaped)
        {
            return Ascii.EqualsIgnoreCase(token.ValueSpan, expected);
        }

        return token.ValueSpan.Length <= expected.Length * LongestEscape && IsUnescaped(ref token, expected);
    }

    /// <summary>Whether a text may end so: an escaped one may, since nobody unescapes it here.</summary>
    public static bool MayEndWith(this ref Utf8JsonReader token, ReadOnlySpan<byte> expected) =>
        token.TokenType == JsonTokenType.String
        && (token.ValueIsEscaped || (token.ValueSpan.Length >= expected.Length && Ascii.EqualsIgnoreCase(token.ValueSpan[^expected.Length..], expected)));

    private static bool IsUnescaped(ref Utf8JsonReader token, ReadOnlySpan<byte> expected)
    {
        Span<byte> buffer = stackalloc byte[expected.Length * LongestEscape];
        try
        {
            var length = token.CopyString(buffer);
            return Ascii.EqualsIgnoreCase(buffer[..length], expected);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: no text at all, so not this one.
            return false;
        }
    }
}
