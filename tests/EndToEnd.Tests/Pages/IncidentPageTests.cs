using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace RootWatch.EndToEnd.Tests.Pages;

/// <summary>The incident's page in a browser.</summary>
public sealed class IncidentPageTests(Browser browser) : IClassFixture<Browser>
{
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

        await tab.Page.Locator(".raw details summary").First.ClickAsync();
        var json = await tab.Page.Locator(".raw details pre").First.InnerTextAsync();

        json.ShouldContain("\"eventName\": \"CreateUser\"");
        json.ShouldAllBe(c => c == '\n' || (c >= ' ' && c <= '~'));
        (await tab.Page.Locator("img, script, iframe, object, main a[href*='evil']").CountAsync()).ShouldBe(0);
        tab.ShouldBeSound();
        await tab.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task An_accounts_name_from_outside_is_made_fit_to_be_shown_here_too()
    {
        await using var bridge = await PageBridge.StartAsync(new() { ["Accounts:Names:111122223333"] = "prod\u202Egnp \u200B" + new string('x', 200) });
        await bridge.DeliverAsync("root-create-access-key");
        await using var tab = await browser.OpenAsync(bridge.LastLink());

        var heading = await tab.Page.Locator("h1").InnerTextAsync();

        heading.ShouldStartWith("CRITICAL · prod\uFFFDgnp \uFFFDxxx");
        (await tab.Page.Locator(".story").InnerTextAsync()).ShouldContain("… (111122223333) created");
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
        (await tab.Page.Locator(".raw details").CountAsync()).ShouldBe(50);
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "3", Exact = true }).ClickAsync();

        (await tab.Page.Locator(".raw details").CountAsync()).ShouldBe(20);
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
    public async Task What_would_be_wrong_with_a_page_is_noticed()
    {
        await using var bridge = await PageBridge.StartAsync();
        await bridge.DeliverAsync("root-create-access-key");
        await using var tab = await browser.OpenAsync(bridge.LastLink());
        tab.ShouldBeSound();

        await tab.Page.EvaluateAsync("() => new Promise(done => { addEventListener('securitypolicyviolation', done); document.body.append(Object.assign(new Image(), { src: 'https://evil.example/x.png' })); })");
        await tab.Page.EvaluateAsync("document.documentElement.removeAttribute('lang')");

        Should.Throw<ShouldAssertException>(tab.ShouldBeSound).Message.ShouldContain("Content Security Policy");
        (await Assert.ThrowsAsync<ShouldAssertException>(tab.ShouldBeAccessibleAsync)).Message.ShouldContain("html-has-lang");
    }

    [Fact]
    public async Task On_paper_the_form_is_left_out()
    {
        await using var bridge = await PageBridge.StartAsync();
        await bridge.DeliverAsync("root-create-access-key");
        await using var tab = await browser.OpenAsync(bridge.LastLink());

        await tab.Page.EmulateMediaAsync(new() { Media = Media.Print });

        (await tab.Page.Locator("#acknowledge form").IsVisibleAsync()).ShouldBeFalse();
        (await tab.Page.Locator("h1").IsVisibleAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task It_works_without_JavaScript()
    {
        await using var bridge = await PageBridge.StartAsync();
        await bridge.DeliverAsync("root-create-user");
        await using var tab = await browser.OpenAsync(bridge.LastLink(), new() { JavaScriptEnabled = false });

        await tab.Page.GetByLabel("This was us").CheckAsync();
        await tab.Page.Locator("#acknowledge").GetByLabel("Your name").FillAsync("Kim");
        await tab.Page.Locator("#acknowledge").GetByRole(AriaRole.Button).ClickAsync();

        (await tab.Page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldContain("This was us, according to Kim");
    }
}
