using System.Text;
using System.Text.Json;
using RootWatch.Detection.Requests;

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

    /// <summary>Whether a property has this name.</summary>
    public static bool IsNamed(this ref Utf8JsonReader property, string name) =>
        property.ValueIsEscaped ? JsonText.Of(ref property).Equals(name, StringComparison.OrdinalIgnoreCase) : Ascii.EqualsIgnoreCase(property.ValueSpan, name);

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
