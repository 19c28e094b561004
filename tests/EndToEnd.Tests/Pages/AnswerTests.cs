using System.Net;
using Microsoft.Playwright;

namespace RootWatch.EndToEnd.Tests.Pages;

/// <summary>People answer on the page, and nobody else can.</summary>
public sealed class AnswerTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task The_button_in_the_message_opens_the_form_with_the_answer_chosen_and_sending_it_twice_says_it_once()
    {
        await using var bridge = await PageBridge.StartAsync();
        await bridge.DeliverAsync("root-create-user");
        var notUs = bridge.Sinks.Workflow.Received[^1].Card.GetProperty("actions").EnumerateArray().Single(action => action.GetProperty("title").GetString() == "Not us").GetProperty("url").GetString()!;
        await using var tab = await browser.OpenAsync(bridge.On(new Uri(notUs)));

        (await tab.Page.GetByLabel("This was NOT us").IsCheckedAsync()).ShouldBeTrue();
        await AnswerAsync(tab, "Kim", "nobody signed in");
        (await tab.Page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldContain("This was NOT us, according to Kim");
        await tab.Page.GetByLabel("This was NOT us").CheckAsync();
        await AnswerAsync(tab, "Kim", "nobody signed in");
        await tab.Page.ReloadAsync();

        (await tab.Page.Locator("#acknowledge tbody tr").CountAsync()).ShouldBe(1, "the audit has it once");
        (await tab.Page.Locator(".badge").First.InnerTextAsync()).ShouldContain("CRITICAL");
        bridge.Sinks.Sns.Received.Select(message => message.Attributes["kind"]).ShouldBe(["RootUse", "Acknowledged"]);
        tab.ShouldBeSound();
        await tab.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task The_keyboard_alone_will_do()
    {
        await using var bridge = await PageBridge.StartAsync();
        await bridge.DeliverAsync("root-create-user");
        await using var tab = await browser.OpenAsync(bridge.LastLink());
        var keyboard = tab.Page.Keyboard;

        await keyboard.PressAsync("Tab");
        (await FocusedAsync(tab)).ShouldBe("To the content");
        await tab.Page.Locator("#acknowledge").FocusAsync();
        await keyboard.PressAsync("Tab");
        await keyboard.PressAsync("Space");
        await keyboard.PressAsync("ArrowDown");
        await keyboard.PressAsync("Tab");
        await keyboard.TypeAsync("Kim");
        await keyboard.PressAsync("Tab");
        await keyboard.TypeAsync("by keyboard");
        await keyboard.PressAsync("Tab");
        (await FocusedAsync(tab)).ShouldBe("Send answer");
        await keyboard.PressAsync("Enter");
        await tab.Page.WaitForSelectorAsync("[role=status]");

        (await tab.Page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldContain("This was NOT us, according to Kim");
        await tab.Page.Locator(".raw details summary").First.FocusAsync();
        await keyboard.PressAsync("Enter");
        (await tab.Page.Locator(".raw details pre").First.IsVisibleAsync()).ShouldBeTrue();
        (await tab.Page.Locator(".raw details summary").First.EvaluateAsync<string>("summary => getComputedStyle(summary).outlineStyle")).ShouldBe("solid", "one sees where the focus is");
    }

    [Fact]
    public async Task What_is_wrong_with_an_answer_is_said_beside_it_and_nothing_typed_is_lost()
    {
        await using var bridge = await PageBridge.StartAsync();
        await bridge.DeliverAsync("root-create-user");
        await using var tab = await browser.OpenAsync(bridge.LastLink());
        await tab.Page.EvaluateAsync("document.querySelector('#acknowledge form').noValidate = true");

        await tab.Page.GetByLabel("Note").FillAsync("CHG-1");
        await tab.Page.Locator("#acknowledge").GetByRole(AriaRole.Button).ClickAsync();

        (await tab.Page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldContain("say who you are");
        (await tab.Page.GetByLabel("Note").InputValueAsync()).ShouldBe("CHG-1");
        await tab.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task A_thousand_looks_change_nothing()
    {
        await using var bridge = await PageBridge.StartAsync();
        await bridge.DeliverAsync("root-create-user");
        using var client = new HttpClient();
        var link = bridge.LastLink();
        var form = new Uri(link.AbsoluteUri.Replace("?", "/acknowledgement?", StringComparison.Ordinal) + "&verdict=not-us&name=Kim");
        var before = Timeless.Of(await client.GetStringAsync(link, TestContext.Current.CancellationToken));

        await Parallel.ForEachAsync(Enumerable.Range(0, 1000), TestContext.Current.CancellationToken, async (number, cancellation) =>
        {
            using var looked = await client.GetAsync(number % 2 == 0 ? link : form, cancellation);
            looked.StatusCode.ShouldBe(HttpStatusCode.OK);
        });

        Timeless.Of(await client.GetStringAsync(link, TestContext.Current.CancellationToken)).ShouldBe(before);
        bridge.Sinks.Sns.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Forged_expired_and_rotated_links_get_a_clear_page_that_tells_nothing()
    {
        await using var bridge = await PageBridge.StartAsync();
        await bridge.DeliverAsync("root-create-user");
        await using var rotated = await PageBridge.StartAsync(new() { ["Links:Keys:one"] = null, ["Links:Keys:two"] = "fedcba9876543210fedcba9876543210" });
        var link = bridge.LastLink();
        var forged = new Uri(link.AbsoluteUri.Replace("s=", "s=A", StringComparison.Ordinal));

        await ShouldTellNothingAsync(forged, 403, "This link is not valid");
        await ShouldTellNothingAsync(rotated.On(link), 403, "This link is not valid");
        bridge.Time.Advance(TimeSpan.FromDays(8));
        await ShouldTellNothingAsync(link, 410, "This link has expired");
    }

    private static async Task AnswerAsync(Tab tab, string name, string note)
    {
        await tab.Page.Locator("#acknowledge").GetByLabel("Your name").FillAsync(name);
        await tab.Page.GetByLabel("Note").FillAsync(note);
        await tab.Page.Locator("#acknowledge").GetByRole(AriaRole.Button).ClickAsync();
    }

    private static Task<string> FocusedAsync(Tab tab) => tab.Page.EvaluateAsync<string>("document.activeElement.textContent");

    private async Task ShouldTellNothingAsync(Uri link, int status, string title)
    {
        await using var tab = await browser.OpenAsync(link);
        tab.Response!.Status.ShouldBe(status);
        (await tab.Page.Locator("h1").InnerTextAsync()).ShouldBe(title);
        (await tab.Page.ContentAsync()).ShouldNotContain("prod-payments");
        (await tab.Page.ContentAsync()).ShouldNotContain("111122223333");
        await tab.ShouldBeAccessibleAsync();
        tab.ShouldBeSound();
    }
}
