using System.Text.Json.Nodes;

namespace RootWatch.EndToEnd.Tests.Pages;

/// <summary>Every fourth attack, delivered to a bridge, and the page of its latest incident in a browser.</summary>
public sealed class StoryPageTests(Browser browser) : IClassFixture<Browser>
{
    // A page takes seconds, and those of most uses are alike; the last use is what a story is about.
    private const int Step = 4;

    public static TheoryData<string> Stories { get; } = [.. StoryFile.Names.Where(name => name.StartsWith("attack-", StringComparison.Ordinal)).Where((_, index) => index % Step == 0)];

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task An_attacks_latest_incident_has_a_page_that_is_sound_accessible_and_says_what_was_told(string story)
    {
        await using var bridge = await PageBridge.StartAsync();
        foreach (var record in JsonNode.Parse(await File.ReadAllTextAsync(StoryFile.PathOf(story), TestContext.Current.CancellationToken))!.AsObject().Single().Value!.AsArray())
        {
            await bridge.DeliverAsync(record!);
        }

        var link = bridge.Links()[^1];
        await using var tab = await browser.OpenAsync(link);
        tab.Response!.Status.ShouldBe(200);
        var told = bridge.Sinks.Workflow.Received.Last(post => post.Card.GetRawText().Contains(link.AbsolutePath.Split('/')[^1], StringComparison.Ordinal)).Card.GetProperty("fallbackText").GetString()!;
        var heading = await tab.Page.Locator("h1").InnerTextAsync();
        heading.ShouldMatch("^(INFO|LOW|MEDIUM|HIGH|CRITICAL) · (prod-payments|[0-9]{12}): ");
        (await tab.Page.Locator(".badge").First.InnerTextAsync()).ShouldMatch("INFO|LOW|MEDIUM|HIGH|CRITICAL");
        told.ShouldContain(" · ");
        (await tab.Page.Locator("#timeline ~ figure svg .mark, #timeline ~ * svg .mark").CountAsync()).ShouldBeGreaterThan(0);
        tab.ShouldBeSound();
        await tab.ShouldBeAccessibleAsync();
    }
}
