namespace RootWatch.Infrastructure.Tests.Documents;

/// <summary>The README stays short, and what it tells people to run is there.</summary>
public sealed class ReadmeTests
{
    private const string Readme = "README.md";
    private static readonly string[] Words = [.. MarkdownPage.At(Readme).Code.SelectMany(line => line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    [Fact]
    public void It_has_at_most_300_lines() => File.ReadAllLines(Repository.PathOf(Readme)).Length.ShouldBeLessThanOrEqualTo(300);

    [Fact]
    public void It_shows_how_to_try_and_how_to_test_it()
    {
        MarkdownPage.At(Readme).Code.ShouldContain(line => line.StartsWith("dotnet run --project src/Cli -- demo", StringComparison.Ordinal));
        Words.ShouldContain("./test");
    }

    [Fact]
    public void Every_script_project_and_sample_that_it_names_is_in_a_fresh_clone()
    {
        var named = Words.Where(word => word.StartsWith("./", StringComparison.Ordinal) || word.StartsWith("src/", StringComparison.Ordinal) || word.EndsWith(".sample", StringComparison.Ordinal) || word.StartsWith("tests/", StringComparison.Ordinal)).ToList();

        named.ShouldNotBeEmpty();
        named.ShouldAllBe(word => Path.Exists(Repository.PathOf(word)));
    }
}
