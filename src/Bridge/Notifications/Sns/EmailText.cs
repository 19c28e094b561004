using System.Globalization;
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
        Paragraph(text, words.Title.ToString());
        foreach (var paragraph in (string?[])[words.Judgement, .. words.Remarks, words.Headline.ToString(), words.Story?.ToString()])
        {
            Paragraph(text, paragraph ?? string.Empty);
        }

        if (words.DoNow.Count > 0)
        {
            Items(text, Wording.DoNowTitle, words.DoNow.Select((step, at) => (string.Create(CultureInfo.InvariantCulture, $"{at + 1}. "), step)));
            text.AppendLine();
        }

        Items(text, words.ReasonsTitle, words.Reasons.Select(reason => ("- ", reason)));

        // One piece, even if it is longer than a line: half a command does something else.
        if (words.Command is { } command)
        {
            text.AppendLine().AppendLine(command);
        }

        List(text, words.Facts);
        Links(text, links.Take(Wording.MostLinks));
        if (words.HasDetails || links.Count > Wording.MostLinks)
        {
            Details(text, words, links.Skip(Wording.MostLinks));
        }

        return text.ToString();
    }

    // What the card folds.
    private static void Details(StringBuilder text, Wording words, IEnumerable<MessageLink> links)
    {
        text.AppendLine().Append('-', Columns).AppendLine();
        if (words.MoreReasons.Count > 0)
        {
            text.AppendLine();
            Items(text, Wording.MoreReasonsTitle, words.MoreReasons.Select(reason => ("- ", reason)));
        }

        List(text, words.MoreFacts);
        if (words.Timeline.Count > 0)
        {
            text.AppendLine();
            Items(text, words.TimelineTitle, words.Timeline.Select(line => ($"{line.Label}  ", line.Value)));
        }

        Links(text, links);
    }

    private static void Items(StringBuilder text, string title, IEnumerable<(string First, string Words)> items)
    {
        text.Append(title).AppendLine(":");
        foreach (var (first, words) in items)
        {
            Wrap(text, first, words);
        }
    }

    // One piece, even if it is longer than a line: a broken link leads nowhere.
    private static void Links(StringBuilder text, IEnumerable<MessageLink> links)
    {
        foreach (var (title, url) in links)
        {
            text.AppendLine().Append(title).AppendLine(":").AppendLine(url.AbsoluteUri);
        }
    }

    private static void Paragraph(StringBuilder text, string words)
    {
        if (words.Length > 0)
        {
            Wrap(text, string.Empty, words);
            text.AppendLine();
        }
    }

    private static void List(StringBuilder text, IReadOnlyList<Fact> facts)
    {
        if (facts.Count == 0)
        {
            return;
        }

        text.AppendLine();
        var width = facts.Max(fact => Math.Min(fact.Label.Length, WidestLabel)) + 2;
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
