using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace RootWatch.EndToEnd.Tests.Pages;

/// <summary>The incident's page in a browser.</summary>
public sealed class IncidentPageTests(Browser browser) : IClassFixture<Browser>
{
    public static TheoryData<string> Stories { get; } =
        [.. Directory.EnumerateFiles(Repository.PathOf("tests/Samples/stories"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Where(name => name != "labels").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task Every_storys_incidents_have_a_page_that_is_sound_accessible_and_says_what_was_told(string story)
    {
        await using var bridge = await PageBridge.StartAsync();
        foreach (var record in JsonNode.Parse(await File.ReadAllTextAsync(Repository.PathOf($"tests/Samples/stories/{story}.json"), TestContext.Current.CancellationToken))!.AsObject().Single().Value!.AsArray())
        {
            await bridge.DeliverAsync(record!);
        }

        foreach (var link in bridge.Links())
        {
            await using var tab = await browser.OpenAsync(link);
            tab.Response!.Status.ShouldBe(200);
            var told = bridge.Sinks.Workflow.Received.Last(post => post.Card.GetRawText().Contains(link.AbsolutePath.Split('/')[^1], StringComparison.Ordinal)).Card.GetProperty("fallbackText").GetString()!;
            var heading = await tab.Page.Locator("h1").InnerTextAsync();
            heading.ShouldMatch(@"^(Root of|In) [\w-]+ \(?\d{12}");
            (await tab.Page.Locator(".badge").First.InnerTextAsync()).ShouldMatch("(Expected|Unusual|Anomalous) – (Informational|Low|Medium|High|Critical)");
            told.ShouldContain(" – ");
            (await tab.Page.Locator("#timeline ~ figure svg .mark, #timeline ~ * svg .mark").CountAsync()).ShouldBeGreaterThan(0);
            tab.ShouldBeSound();
            await tab.ShouldBeAccessibleAsync();
        }
    }

    [Fact]
    public async Task The_page_is_built_as_approved()
    {
        await using var bridge = await PageBridge.StartAsync();
        await bridge.DeliverAsync("root-create-access-key");
        await using var tab = await browser.OpenAsync(bridge.LastLink());

        var outline = await tab.OutlineAsync("html");

        Approved.ShouldMatch(Timeless.Of(outline), "tests/EndToEnd.Tests/Pages/Approved/incident.dom.txt");
    }

    [Fact]
    public async Task A_hostile_record_is_shown_as_words_alone_and_its_JSON_as_it_arrived()
    {
        await using var bridge = await PageBridge.StartAsync();
        await bridge.DeliverAsync("root-hostile-text");
        await using var tab = await browser.OpenAsync(bridge.LastLink());

        await tab.Page.Locator("details summary").First.ClickAsync();
        var json = await tab.Page.Locator("details pre").First.InnerTextAsync();

        json.ShouldContain("\"eventName\": \"CreateUser\"");
        json.ShouldAllBe(c => c == '\n' || (c >= ' ' && c <= '~'));
        (await tab.Page.Locator("img, script, iframe, object, main a[href*='evil']").CountAsync()).ShouldBe(0);
        tab.ShouldBeSound();
        await tab.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task Many_records_come_in_pages()
    {
        await using var bridge = await PageBridge.StartAsync();
        foreach (var number in Enumerable.Range(0, 120))
        {
            var record = JsonNode.Parse(Sample.Record("root-create-user"))!;
            record["eventID"] = $"00000000-0000-4000-8000-{number:D12}";
            record["eventTime"] = PageBridge.Now.AddMinutes(-30).AddSeconds(number).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
            await bridge.DeliverAsync(record);
        }

        await using var tab = await browser.OpenAsync(bridge.LastLink());
        (await tab.Page.Locator("details").CountAsync()).ShouldBe(50);
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "3", Exact = true }).ClickAsync();

        (await tab.Page.Locator("details").CountAsync()).ShouldBe(20);
        (await tab.Page.Locator("caption").First.InnerTextAsync()).ShouldBe("120 records; page 3 of 3");
        tab.ShouldBeSound();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 320)]
    [InlineData(ColorScheme.Dark, 320)]
    [InlineData(ColorScheme.Dark, 1280)]
    public async Task Narrow_and_dark_the_page_is_whole(ColorScheme scheme, int width)
    {
        await using var bridge = await PageBridge.StartAsync();
        await bridge.DeliverAsync("root-hostile-text");
        await bridge.DeliverAsync("root-create-access-key");
        await using var tab = await browser.OpenAsync(bridge.LastLink(), new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 640 } });

        (await tab.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, "nothing is wider than the page");
        await tab.ShouldBeAccessibleAsync();
        tab.ShouldBeSound();
    }

    [Fact]
    public async Task On_paper_the_form_is_left_out()
    {
        await using var bridge = await PageBridge.StartAsync();
        await bridge.DeliverAsync("root-create-access-key");
        await using var tab = await browser.OpenAsync(bridge.LastLink());

        await tab.Page.EmulateMediaAsync(new() { Media = Media.Print });

        (await tab.Page.Locator("form").IsVisibleAsync()).ShouldBeFalse();
        (await tab.Page.Locator("h1").IsVisibleAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task It_works_without_JavaScript()
    {
        await using var bridge = await PageBridge.StartAsync();
        await bridge.DeliverAsync("root-create-user");
        await using var tab = await browser.OpenAsync(bridge.LastLink(), new() { JavaScriptEnabled = false });

        await tab.Page.GetByLabel("This was us").CheckAsync();
        await tab.Page.GetByLabel("Your name").FillAsync("Kim");
        await tab.Page.GetByRole(AriaRole.Button).ClickAsync();

        (await tab.Page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldContain("This was us, says Kim");
    }
}
