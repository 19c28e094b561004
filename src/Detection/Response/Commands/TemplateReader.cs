namespace RootWatch.Detection.Response.Commands;

/// <summary>Takes a template apart.</summary>
internal static class TemplateReader
{
    public static List<TemplatePart[]> Words(string template)
    {
        List<TemplatePart[]> words = [];
        for (var at = 0; at < template.Length; at++)
        {
            var isQuoted = template[at] == '\'';
            var start = isQuoted ? at + 1 : at;
            var end = template.IndexOf(isQuoted ? '\'' : ' ', start) is >= 0 and var found ? found : template.Length;
            words.Add(PartsOf(template[start..end]));
            at = isQuoted ? end + 1 : end;
        }

        return words;
    }

    private static TemplatePart[] PartsOf(string word)
    {
        List<TemplatePart> parts = [];
        for (var at = 0; at < word.Length;)
        {
            var (kind, start, length) = word[at] switch
            {
                '@' => (TemplatePartKind.Slot, at + 1, LengthOf(word, at + 1, char.IsAsciiLetterLower)),
                '$' => (TemplatePartKind.Variable, at + 1, LengthOf(word, at + 1, static letter => char.IsAsciiLetterUpper(letter) || letter == '_')),
                '<' => (TemplatePartKind.Placeholder, at + 1, word.IndexOf('>', at) - at - 1),
                _ => (TemplatePartKind.Literal, at, LengthOf(word, at, static letter => letter is not ('@' or '$' or '<'))),
            };
            parts.Add(new TemplatePart(kind, word.Substring(start, length)));
            at = start + length + (kind == TemplatePartKind.Placeholder ? 1 : 0);
        }

        return [.. parts];
    }

    private static int LengthOf(string word, int start, Predicate<char> belongs)
    {
        var end = start;
        while (end < word.Length && belongs(word[end]))
        {
            end++;
        }

        return end - start;
    }
}
