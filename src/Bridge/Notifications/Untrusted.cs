using System.Globalization;
using System.Text;

namespace RootWatch.Bridge.Notifications;

/// <summary>
/// Makes a record's text, which an attacker may have chosen, fit to be shown: one line, no control, bidirectional
/// or invisible characters, nothing that a mail or chat program would turn into a link, a mention, an image or
/// HTML, and a sane length. It goes only where Markdown is not interpreted; should a client do so all the same,
/// no link comes of it.
/// </summary>
public static class Untrusted
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

        return clean.Replace("://", "[:]//").Replace("www.", "www[.]").Replace("](", "] (").Replace('<', '‹').Replace('>', '›').ToString().Trim();
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
}
