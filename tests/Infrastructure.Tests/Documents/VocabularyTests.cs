using System.Text.RegularExpressions;
using RootWatch.Bridge.Ingestion;
using RootWatch.Detection;

namespace RootWatch.Infrastructure.Tests.Documents;

/// <summary>docs/vocabulary.md knows the words of the data, and names types that exist.</summary>
public sealed partial class VocabularyTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs/vocabulary.md"));

    public static TheoryData<string> Values { get; } = [.. Enum.GetNames<Assessment>(), .. Enum.GetNames<Severity>()];

    [Theory]
    [MemberData(nameof(Values))]
    public void Every_assessment_and_every_severity_has_a_sentence_for_people(string value) =>
        Page.Split('\n').ShouldContain(line => line.StartsWith($"| {value} | ", StringComparison.Ordinal));

    [Fact]
    public void Every_type_that_the_page_names_exists()
    {
        var types = new[] { typeof(Finding), typeof(EventIngestion) }.SelectMany(type => type.Assembly.GetTypes()).Select(type => type.Name).ToHashSet(StringComparer.Ordinal);
        var named = TypeCell().Matches(Page).Select(match => match.Groups["type"].Value).ToList();

        named.Count.ShouldBeGreaterThan(20);
        named.Where(name => !types.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_word_stands_once()
    {
        var words = Page.Split("## Words not to use")[0].Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Count(letter => letter == '|') == 4).Select(line => line.Split('|')[1].Trim()).Where(word => word != "word");

        words.ShouldBeUnique();
    }

    [GeneratedRegex(@"\| `(?<type>[A-Za-z]+)` \|$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex TypeCell();
}
