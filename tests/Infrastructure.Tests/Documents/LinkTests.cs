namespace RootWatch.Infrastructure.Tests.Documents;

/// <summary>The documents lead where they say, and each can be found from the index.</summary>
public sealed class LinkTests
{
    private const string Index = "docs/README.md";

    public static TheoryData<string> Pages { get; } = [.. MarkdownPage.FindAll()];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_relative_link_leads_to_a_file_and_to_a_heading_in_it(string page)
    {
        var broken =
            from link in MarkdownPage.At(page).Links
            where !Leads(link)
            select $"{link.Path}#{link.Anchor}";

        broken.ShouldBeEmpty();
    }

    [Fact]
    public void Every_document_is_reached_from_the_index() =>
        MarkdownPage.FindAll().Where(page => page.StartsWith("docs/", StringComparison.Ordinal)).Except(ReachedFrom(Index), StringComparer.Ordinal).ShouldBeEmpty();

    [Fact]
    public void The_index_itself_names_each_document_beside_it()
    {
        var named = MarkdownPage.At(Index).Links.Select(link => link.Path).ToHashSet(StringComparer.Ordinal);

        Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md").Select(file => $"docs/{Path.GetFileName(file)}").Where(page => page != Index && !named.Contains(page)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("no-such-file.md", "", false)]
    [InlineData("README.md", "no-such-heading", false)]
    [InlineData("README.md", "rootwatch", true)]
    [InlineData("docs", "", true)]
    [InlineData("LICENSE", "", true)]
    public void A_link_needs_its_file_and_its_heading(string path, string anchor, bool leads) => Leads((path, anchor)).ShouldBe(leads);

    [Fact]
    public void Links_and_headings_are_read_as_GitHub_reads_them()
    {
        var page = MarkdownPage.At("docs/README.md");

        page.Links.ShouldContain(("docs/on-call.md", string.Empty));
        page.Links.ShouldContain(("README.md", "try-it"));
        MarkdownPage.At("docs/operations.md").Anchors.ShouldContain("the-path-of-roots-events");
    }

    private static bool Leads((string Path, string Anchor) link)
    {
        var target = Repository.PathOf(link.Path);
        return link.Anchor.Length == 0
            ? File.Exists(target) || Directory.Exists(target)
            : File.Exists(target) && MarkdownPage.At(link.Path).Anchors.Contains(link.Anchor, StringComparer.Ordinal);
    }

    private static HashSet<string> ReachedFrom(string start)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { start };
        var next = new Queue<string>(reached);
        while (next.TryDequeue(out var page))
        {
            foreach (var (path, _) in MarkdownPage.At(page).Links.Where(link => link.Path.EndsWith(".md", StringComparison.Ordinal) && File.Exists(Repository.PathOf(link.Path)) && reached.Add(link.Path)))
            {
                next.Enqueue(path);
            }
        }

        return reached;
    }
}
