using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Messages;
using RootWatch.Cli.Demo;
using RootWatch.Cli.Demo.Preview;
using RootWatch.Detection;
using RootWatch.Detection.Policy;
using RootWatch.EndToEnd.Tests.Pages;

namespace RootWatch.EndToEnd.Tests.Messages;

/// <summary>The cards in Microsoft's own renderer, on the demo's preview page.</summary>
public sealed class PreviewTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Every_card_renders_light_and_dark_with_all_its_buttons_and_keeps_to_version_1_4()
    {
        await using var demo = await DemoEnvironment.StartAsync(port: 0, TestContext.Current.CancellationToken);
        await using var tab = await OpenAsync(demo);
        using var client = new HttpClient();
        var messages = JsonElement.Parse(await client.GetStringAsync(demo.UrlOf("/preview/messages.json"), TestContext.Current.CancellationToken));

        messages.GetArrayLength().ShouldBe(SampleMessageNames.Names.Count());
        foreach (var message in messages.EnumerateArray())
        {
            foreach (var theme in new[] { "light", "dark" })
            {
                var card = tab.Page.Locator($"#{message.GetProperty("name").GetString()} .card.{theme}");
                (await card.GetAttributeAsync("data-problems")).ShouldBe("[]", message.GetProperty("name").GetString());
                (await card.Locator("button:visible").AllInnerTextsAsync()).ShouldBe(message.GetProperty("card").GetProperty("actions").EnumerateArray().Select(action => action.GetProperty("title").GetString()));
                (await card.InnerTextAsync()).ShouldContain(message.GetProperty("card").GetProperty("body")[0].GetProperty("items")[0].GetProperty("inlines")[0].GetProperty("text").GetString()!);
            }
        }

        tab.ShouldBeSound();
        await tab.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task The_details_are_hidden_until_their_button_is_pressed()
    {
        await using var demo = await DemoEnvironment.StartAsync(port: 0, TestContext.Current.CancellationToken);
        await using var tab = await OpenAsync(demo);
        var card = tab.Page.Locator("#anomalous .card.light");
        var title = card.GetByText("Sign-ins and changes (UTC)");

        (await title.IsVisibleAsync()).ShouldBeFalse();
        await card.GetByRole(AriaRole.Button, new() { Name = "Details" }).ClickAsync();
        (await title.IsVisibleAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task The_card_is_built_as_approved()
    {
        await using var demo = await DemoEnvironment.StartAsync(port: 0, TestContext.Current.CancellationToken);
        await using var tab = await OpenAsync(demo);
        await RenderAsync(tab, PreviewPage.CardOf(await SampleMessageNames.FindAsync("anomalous")));

        Approved.ShouldMatch(await tab.OutlineAsync("#one .card"), "tests/EndToEnd.Tests/Messages/Approved/anomalous.card.dom.txt");
    }

    [Fact]
    public async Task A_hostile_record_renders_as_words_alone()
    {
        await using var sinks = await RecordingSinks.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        await using var bridge = await TestBridge.StartAsync(sinks);
        await bridge.DeliverAsync(TestBridge.Event("root-hostile-text"));
        await using var demo = await DemoEnvironment.StartAsync(port: 0, TestContext.Current.CancellationToken);
        await using var tab = await OpenAsync(demo);

        await RenderAsync(tab, sinks.Workflow.Received.ShouldHaveSingleItem().Card);

        await tab.Page.Locator("#one .card").GetByRole(AriaRole.Button, new() { Name = "Details" }).ClickAsync();
        (await tab.Page.Locator("#one .card").InnerTextAsync()).ShouldContain("CreateUser");
        (await tab.Page.Locator("#one :is(a, img, script, iframe, [href], [src])").CountAsync()).ShouldBe(0);
        tab.ShouldBeSound();
    }

    [Fact]
    public async Task Thousands_of_hostile_records_render_without_a_link_an_image_or_a_mention()
    {
        await using var demo = await DemoEnvironment.StartAsync(port: 0, TestContext.Current.CancellationToken);
        await using var tab = await OpenAsync(demo);
        var random = new Random(20261124);
        foreach (var _ in Enumerable.Range(0, 15))
        {
            var cards = Enumerable.Range(0, 200).Select(_ => HostileRecord.Json(random)).Select(CardOf).OfType<string>().ToList();
            cards.Count.ShouldBeGreaterThan(100);

            var found = await tab.Page.EvaluateAsync<string[]>(
                """
                cards => cards.map(card => render(JSON.parse(card), "light")).flatMap(view =>
                  [...view.querySelectorAll("a, img, script, iframe, object, form, [href], [src], [onerror]")].map(node => node.outerHTML)
                    .concat(/@(everyone|channel|here)\b/.test(view.querySelector(".ac-textBlock").textContent) ? ["a mention"] : [])
                    .concat(view.dataset.problems === "[]" ? [] : [view.dataset.problems]))
                """,
                cards);
            found.ShouldBeEmpty();
        }

        tab.ShouldBeSound();
    }

    [Theory]
    [InlineData("""{"type":"AdaptiveCard","version":"1.4","body":[{"type":"NoSuchElement","text":"x"}]}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.4","body":[],"actions":[{"type":"Action.OpenUrl","title":"x"}]}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.4","body":[{"type":"Container","style":"purple","items":[]}]}""")]
    public async Task What_the_renderer_cannot_make_of_a_card_is_noticed(string card)
    {
        await using var demo = await DemoEnvironment.StartAsync(port: 0, TestContext.Current.CancellationToken);
        await using var tab = await OpenAsync(demo);

        await RenderAsync(tab, JsonElement.Parse(card));

        (await tab.Page.Locator("#one .card").GetAttributeAsync("data-problems")).ShouldNotBe("[]");
    }

    private static string? CardOf(string record)
    {
        if (Detector.Read(Encoding.UTF8.GetBytes(record)) is not { } root)
        {
            return null;
        }

        var recorded = AccountLedger.Empty.Record(root, arrived: null, DetectionPolicy.None).Recorded;
        return PreviewPage.CardOf(new SampleMessage("hostile", "Hostile", new OutgoingMessage(new Alert(recorded.Finding, recorded.Incident.Snapshot, []), "d", MayBeRepeat: false))).GetRawText();
    }

    private static async Task RenderAsync(Tab tab, JsonElement card) => await tab.Page.EvaluateAsync(
        """card => { const section = document.createElement("section"); section.id = "one"; section.append(render(JSON.parse(card), "light")); document.querySelector("main").append(section); }""",
        card.GetRawText());

    private async Task<Tab> OpenAsync(DemoEnvironment demo)
    {
        Tool.RequireFile(Repository.PathOf("node_modules/adaptivecards/dist/adaptivecards.js"), "npm ci");
        var tab = await browser.OpenAsync(demo.UrlOf(PreviewPage.Path));
        await tab.Page.WaitForSelectorAsync("body[data-ready]");
        return tab;
    }
}
