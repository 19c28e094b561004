using System.Text.Json.Nodes;

namespace RootWatch.EndToEnd.Tests.Pages;

/// <summary>Every labelled story, delivered to a bridge, and the pages of its latest incidents in a browser.</summary>
public sealed class StoryPageTests(Browser browser) : IClassFixture<Browser>
{
    // Of many uses of root, the pages of most are alike; the last is what the story is about.
    private const int Most = 1;

    public static TheoryData<string> Stories { get; } = [.. StoryFile.Names];

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task Every_storys_latest_incident_has_a_page_that_is_sound_accessible_and_says_what_was_told(string story)
    {
        await using var bridge = await PageBridge.StartAsync();
        foreach (var record in JsonNode.Parse(await File.ReadAllTextAsync(StoryFile.PathOf(story), TestContext.Current.CancellationToken))!.AsObject().Single().Value!.AsArray())
        {
            await bridge.DeliverAsync(record!);
        }

        foreach (var link in bridge.Links().TakeLast(Most))
        {
            await using var tab = await browser.OpenAsync(link);
            tab.Response!.Status.ShouldBe(200);
            var told = bridge.Sinks.Workflow.Received.Last(post => post.Card.GetRawText().Contains(link.AbsolutePath.Split('/')[^1], StringComparison.Ordinal)).Card.GetProperty("fallbackText").GetString()!;
            var heading = await tab.Page.Locator("h1").InnerTextAsync();
            heading.ShouldMatch(@"^(Root of|In) ([\w-]+ \(?)?\d{12}");
            (await tab.Page.Locator(".badge").First.InnerTextAsync()).ShouldMatch("(Expected|Unusual|Anomalous) – (Informational|Low|Medium|High|Critical)");
            told.ShouldContain(" – ");
            (await tab.Page.Locator("#timeline ~ figure svg .mark, #timeline ~ * svg .mark").CountAsync()).ShouldBeGreaterThan(0);
            tab.ShouldBeSound();
            await tab.ShouldBeAccessibleAsync();
        }
    }
}
