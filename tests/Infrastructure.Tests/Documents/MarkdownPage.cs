using System.Text.RegularExpressions;

namespace RootWatch.Infrastructure.Tests.Documents;

/// <summary>A page of the repository's documentation: where its links lead, and which anchors its headings have on GitHub.</summary>
internal sealed partial class MarkdownPage
{
    private readonly string path;
    private readonly List<string> prose = [];

    private MarkdownPage(string relativePath)
    {
        path = relativePath;
        var isCode = false;
        foreach (var line in File.ReadLines(Repository.PathOf(relativePath)))
        {
            var isFence = line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            (isCode ? Code : prose).AddRange(isFence ? [] : [line]);
            isCode ^= isFence;
        }
    }

    /// <summary>The lines of its code blocks.</summary>
    public List<string> Code { get; } = [];

    /// <summary>Each relative link as the repository's path that it leads to, with its anchor or an empty text.</summary>
    public IEnumerable<(string Path, string Anchor)> Links =>
        from line in prose
        from match in Link().Matches(InlineCode().Replace(line, string.Empty))
        let target = Uri.UnescapeDataString(match.Groups["target"].Value)
        where !target.Contains(':', StringComparison.Ordinal)
        let parts = target.Split('#', 2)
        select (parts[0].Length == 0 ? path : Absolute(parts[0]), parts.Length > 1 ? parts[1] : string.Empty);

    public IEnumerable<string> Anchors =>
        from line in prose
        where Heading().IsMatch(line)
        let words = NotInAnchor().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), string.Empty).Replace(' ', '-')
        group words by words into same
        from anchor in same.Select((words, index) => index == 0 ? words : $"{words}-{index}")
        select anchor;

    /// <summary>Its sentences, without code and without where links lead.</summary>
    public IEnumerable<string> Prose => prose.Select(ProseOf);

    public static MarkdownPage At(string relativePath) => new(relativePath);

    /// <summary>Every page of the repository, by its path; build output and packages hold none of ours.</summary>
    public static IEnumerable<string> FindAll() =>
        ((string[])["docs", "src", "tests"]).SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.md", SearchOption.AllDirectories))
        .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"))
        .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'));

    public static string ProseOf(string line) => Link().Replace(InlineCode().Replace(line, string.Empty), "](");

    private string Absolute(string target) =>
        Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(path)!, target))).Replace('\\', '/');

    [GeneratedRegex("""(\]\(|src=")(?<target>[^)" ]+)[)"]""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`", RegexOptions.NonBacktracking)]
    private static partial Regex InlineCode();

    [GeneratedRegex("^#{1,6} ", RegexOptions.NonBacktracking)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}_ -]", RegexOptions.NonBacktracking)]
    private static partial Regex NotInAnchor();
}
