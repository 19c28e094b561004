using System.Text;
using RootWatch.Bridge.Messages;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>Writes a message as a mail of plain text: 72 columns, and the same order as the card.</summary>
internal static class EmailText
{
    private const int Columns = 72;
    private const int WidestLabel = 22;

    public static string Of(Wording words, IReadOnlyList<MessageLink> links)
    {
        var text = new StringBuilder();
        foreach (var remark in words.Remarks)
        {
            Paragraph(text, remark);
        }

        Paragraph(text, words.Header);
        Paragraph(text, words.Headline.ToString());
        if (words.Story is { } story)
        {
            Paragraph(text, story.ToString());
        }

        text.Append(words.ReasonsTitle).AppendLine(":");
        foreach (var reason in words.Reasons)
        {
            Wrap(text, "- ", reason);
        }

        // Longer than a line, yet in one piece: half a command does something else.
        if (words.Command is { } command)
        {
            text.AppendLine().AppendLine(command);
        }

        List(text, words.Facts);
        if (words.Timeline.Count > 0)
        {
            text.AppendLine().AppendLine("Timeline without reads, UTC:");
            foreach (var (time, what) in words.Timeline)
            {
                Wrap(text, $"{time}  ", what);
            }
        }

        // Longer than a line, yet in one piece: a link that is broken leads nowhere.
        foreach (var (title, url) in links)
        {
            text.AppendLine().Append(title).AppendLine(":").AppendLine(url.AbsoluteUri);
        }

        return text.ToString();
    }

    private static void Paragraph(StringBuilder text, string words)
    {
        Wrap(text, string.Empty, words);
        text.AppendLine();
    }

    private static void List(StringBuilder text, IReadOnlyList<Fact> facts)
    {
        text.AppendLine();
        var width = facts.Select(fact => Math.Min(fact.Label.Length, WidestLabel)).DefaultIfEmpty().Max() + 2;
        foreach (var (label, value) in facts)
        {
            Wrap(text, $"{label}: ".PadRight(width), value);
        }
    }

    /// <summary>Breaks between words; a word longer than a line gets a line of its own.</summary>
    private static void Wrap(StringBuilder text, string first, string words)
    {
        var line = first;
        var isEmpty = true;
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && line.Length + 1 + word.Length > Columns)
            {
                text.AppendLine(line.TrimEnd());
                (line, isEmpty) = (new string(' ', first.Length), true);
            }

            line += isEmpty ? word : $" {word}";
            isEmpty = false;
        }

        text.AppendLine(line.TrimEnd());
    }
}
