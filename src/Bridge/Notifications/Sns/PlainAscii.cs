using AnyAscii;
using RootWatch.Bridge.Messages;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>Writes any script in the letters that subjects and telephones can carry.</summary>
internal static class PlainAscii
{
    /// <summary>Our own words, or the organization's, in printable ASCII; what has no such form is left out.</summary>
    public static string Of(string text)
    {
        var words = text.Replace("…", "...", StringComparison.Ordinal).Transliterate().Where(c => c is >= ' ' and <= '~');
        return string.Join(' ', string.Concat(words).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A text from outside: other scripts can spell links, too.</summary>
    public static string OfUntrusted(string text) => Of(Untrusted.Text(Of(text)).Replace('‹', '(').Replace('›', ')'));
}
