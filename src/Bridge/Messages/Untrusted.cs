using System.Buffers;
using System.Globalization;
using System.Text;

namespace RootWatch.Bridge.Messages;

/// <summary>
/// Makes a record's text, which an attacker may have chosen, fit to be shown: one line, no control, bidirectional
/// or invisible characters, nothing that a mail or chat program would turn into a link, a mention, an image or
/// HTML, and a sane length. It goes only where Markdown is not interpreted; should a client do so all the same,
/// no link comes of it. Emoji stay whole, and so do words whose script joins its letters with invisible characters.
/// </summary>
public static class Untrusted
{
    private const int DefaultLength = 200;
    private const int LongestCluster = 32;
    private const char Replacement = '\uFFFD';
    private const string ServiceEnd = ".amazonaws.com";

    private static readonly SearchValues<char> ServiceCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <param name="text">The text.</param>
    /// <param name="longest">In UTF-16 code units, before links are broken and without the ellipsis; an emoji counts as many as it has, and what people see as one character is kept or left out whole.</param>
    public static string Text(string? text, int longest = DefaultLength)
    {
        if (text is null)
        {
            return string.Empty;
        }

        var clean = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var (kept, length) = (clean.Length, StringInfo.GetNextTextElementLength(text.AsSpan(at)));
            AppendCluster(clean, text, at, length);
            if (clean.Length > longest)
            {
                clean.Length = kept;
                clean.Append('…');
                break;
            }

            at += length;
        }

        clean.Replace("://", "[:]//").Replace("](", "] (").Replace('<', '‹').Replace('>', '›');
        return WithoutHostNames(clean.ToString()).Replace("www.", "www[.]", StringComparison.OrdinalIgnoreCase).Trim();
    }

    /// <summary>Appends what people see as one character. A letter with a thousand accents is none of any language, and loses most of them.</summary>
    private static void AppendCluster(StringBuilder clean, string text, int start, int length)
    {
        var (begin, end) = (clean.Length, start + Math.Min(length, LongestCluster));
        for (var at = start; at < end;)
        {
            // Half a surrogate pair comes out as the replacement character.
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var size);
            at += size;
            switch (Characters.KindOf(rune))
            {
                case CharacterKind.Visible:
                case CharacterKind.Joiner when Characters.Joins(clean.ToString(begin, clean.Length - begin), rune, text.AsSpan(at)):
                    clean.Append(rune.ToString());
                    break;
                case CharacterKind.Space:
                    clean.Append(clean.Length > 0 && clean[^1] != ' ' ? " " : string.Empty);
                    break;
                case CharacterKind.Selector:
                    break;
                default:
                    clean.Append(Replacement);
                    break;
            }
        }
    }

    /// <summary>Breaks what mail programs make a link of even without a scheme: labels with dots between them, the last of which begins with a letter.</summary>
    private static string WithoutHostNames(string text)
    {
        var broken = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var end = HostNameAt(text, at, out var next);
            if (end > at && !IsServiceName(text.AsSpan(at, end - at)))
            {
                broken.Append(text.AsSpan(at, end - at)).Replace(".", "[.]", broken.Length - (end - at), end - at);
            }
            else
            {
                end = next;
                broken.Append(text.AsSpan(at, end - at));
            }

            at = end;
        }

        return broken.ToString();
    }

    /// <summary>Where the host name ends that begins here; where none does, the same place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where no label is going on.</param>
    /// <param name="next">Where to look again where none does.</param>
    private static int HostNameAt(string text, int start, out int next)
    {
        var (at, end) = (LabelEnd(text, start), start);
        next = Math.Max(at, start + 1);
        if (at == start)
        {
            return start;
        }

        while (at + 1 < text.Length && text[at] == '.' && IsOfLabel(text[at + 1]))
        {
            var label = at + 1;
            at = LabelEnd(text, label);
            end = IsLetter(text[label]) ? at : end;
        }

        next = end > start ? end : at;
        return end;
    }

    private static int LabelEnd(string text, int at)
    {
        while (at < text.Length && IsOfLabel(text[at]))
        {
            at++;
        }

        return at;
    }

    private static bool IsOfLabel(char c) => c == '-' || IsLetter(c) || char.IsNumber(c);

    // Half a surrogate pair may be half a letter.
    private static bool IsLetter(char c) => char.IsLetter(c) || char.IsSurrogate(c);

    // Below it anybody can have a name.
    private static bool IsServiceName(ReadOnlySpan<char> name) =>
        name.EndsWith(ServiceEnd, StringComparison.Ordinal) && name.Length > ServiceEnd.Length && name[..^ServiceEnd.Length].IndexOfAnyExcept(ServiceCharacters) < 0;
}
