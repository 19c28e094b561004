using System.Text.RegularExpressions;

namespace RootWatch.Infrastructure.Tests.Documents;

/// <summary>Documents that are written by hand keep to the vocabulary.</summary>
public sealed partial class WordsTests
{
    // The vocabulary lists the words themselves; the others are written by a test or a benchmark, from texts of the program.
    private static readonly string[] Others = ["docs/vocabulary.md", "docs/commands.md", "docs/effects.md", "docs/scorecard.md"];

    public static TheoryData<string> Pages { get; } =
    [
        .. MarkdownPage.FindAll().Where(page => !page.StartsWith("tests/Detection.Tests/", StringComparison.Ordinal) && page != "CHANGELOG.md" && !Others.Contains(page, StringComparer.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void No_page_uses_a_word_that_the_vocabulary_replaces(string page) =>
        MarkdownPage.At(page).Prose.SelectMany(line => Replaced().Matches(line)).Select(match => match.Value).ShouldBeEmpty();

    [Theory]
    [InlineData("People are told once.", true)]
    [InlineData("Whoever reads it", true)]
    [InlineData("People are notified once.", false)]
    [InlineData("[ADR 8](adr/0008-kept-until-recorded-and-told.md)", false)]
    [InlineData("a toldish word", false)]
    public void Words_count_and_names_of_files_do_not(string line, bool isReplaced) => Replaced().IsMatch(MarkdownPage.ProseOf(line)).ShouldBe(isReplaced);

    [GeneratedRegex(@"\b(told|tells|heard|hears|mend|mended|anew|nobody was asked)\b|\bwhoever (has|can|may|reads|knows)\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Replaced();
}
