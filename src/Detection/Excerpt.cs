using System.Globalization;

namespace RootWatch.Detection;

/// <summary>The beginning of a text that is too long, never cut inside what people see as one character.</summary>
public static class Excerpt
{
    /// <summary>As much of a text as fits.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">In UTF-16 code units. One character of more than that, such as a letter with a thousand accents, is still cut, but no surrogate pair is.</param>
    public static string Of(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        // One more code point than may be kept shows whether a character ends there; the time does not grow with the text.
        var seen = text.AsSpan(0, Math.Min(text.Length, longest + 2));
        var end = 0;
        while (end + StringInfo.GetNextTextElementLength(seen[end..]) is var next && next <= longest)
        {
            end = next;
        }

        return end > 0 ? text[..end] : text[..WithoutHalf(text, longest)];
    }

    /// <summary>As much of a text as fits, with an ellipsis where it goes on.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">In UTF-16 code units, without the ellipsis.</param>
    public static string WithEllipsis(string text, int longest) => text.Length <= longest ? text : $"{Of(text, longest)}…";

    private static int WithoutHalf(string text, int length) => length > 0 && char.IsHighSurrogate(text[length - 1]) && char.IsLowSurrogate(text[length]) ? length - 1 : length;
}
