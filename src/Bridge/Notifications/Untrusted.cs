using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RootWatch.Bridge.Notifications;

/// <summary>
/// Makes a record's text, which an attacker may have chosen, fit to be shown: one line, no control, bidirectional
/// or invisible characters, nothing that a mail or chat program would turn into a link, a mention, an image or
/// HTML, and a sane length. It goes only where Markdown is not interpreted; should a client do so all the same,
/// no link comes of it.
/// </summary>
public static partial class Untrusted
{
    private const int DefaultLength = 200;
    private const char Replacement = '\uFFFD';

    public static string Text(string? text, int longest = DefaultLength)
    {
        if (text is null)
        {
            return string.Empty;
        }

        var clean = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length >= longest)
            {
                clean.Append('…');
                break;
            }

            Append(clean, rune);
        }

        clean.Replace("://", "[:]//").Replace("](", "] (").Replace('<', '‹').Replace('>', '›');
        return HostName().Replace(clean.ToString(), static name => ServiceName().IsMatch(name.Value) ? name.Value : name.Value.Replace(".", "[.]", StringComparison.Ordinal))
            .Replace("www.", "www[.]", StringComparison.OrdinalIgnoreCase).Trim();
    }

    private static void Append(StringBuilder clean, Rune rune)
    {
        if (Rune.IsWhiteSpace(rune))
        {
            if (clean.Length > 0 && clean[^1] != ' ')
            {
                clean.Append(' ');
            }

            return;
        }

        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned:
                clean.Append(Replacement);
                break;
            default:
                clean.Append(rune.ToString());
                break;
        }
    }

    // What mail programs make a link of even without a scheme.
    [GeneratedRegex(@"[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}[\p{L}\p{N}-]*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HostName();

    // Below it anybody can have a name.
    [GeneratedRegex(@"^[a-z0-9-]+\.amazonaws\.com$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ServiceName();
}
