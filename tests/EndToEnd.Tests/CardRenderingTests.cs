using System.Text.Json;

namespace RootWatch.EndToEnd.Tests;

/// <summary>The card in Microsoft's own renderer, in a browser, with Markdown on as Teams has it.</summary>
public sealed class CardRenderingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rootwatch-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_alert_renders_with_its_words_and_its_button()
    {
        var page = await RenderAsync("root-create-access-key");

        page.ShouldContain("Anomalous – Critical");
        page.ShouldContain("Root created an access key for itself.");
        page.ShouldContain("111122223333");
        page.ShouldContain("<button");
        page.ShouldContain("CloudTrail record");
    }

    [Fact]
    public async Task A_hostile_record_renders_as_words_alone()
    {
        var page = await RenderAsync("root-hostile-text");

        page.ShouldContain("Reset your password");
        page.ShouldNotContain("<a ");
        page.ShouldNotContain("<img");
        page.ShouldNotContain("alert(1)&lt;/script");
        page.ShouldNotContain("href=");
        page.ShouldNotContain("https://evil.example");
    }

    private async Task<string> RenderAsync(string sample)
    {
        var chromium = Tool.Require("chromium", "apt-get install chromium");
        var renderer = Repository.PathOf("node_modules/adaptivecards/dist/adaptivecards.js");
        var markdown = Repository.PathOf("node_modules/markdown-it/dist/markdown-it.js");
        Tool.RequireFile(renderer, "npm ci");
        var card = await CardAsync(sample);
        var page = Path.Combine(_folder, "card.html");
        await File.WriteAllTextAsync(
            page,
            $$"""
            <!doctype html><meta charset="utf-8"><body><div id="card"></div>
            <script src="file://{{markdown}}"></script><script src="file://{{renderer}}"></script>
            <script id="source" type="application/json">{{card.Replace("<", "\\u003c", StringComparison.Ordinal)}}</script>
            <script>
              AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => { result.outputHtml = markdownit({ linkify: true }).render(text); result.didProcess = true; };
              const card = new AdaptiveCards.AdaptiveCard();
              card.parse(JSON.parse(document.getElementById("source").textContent));
              document.getElementById("card").append(card.render());
              document.querySelectorAll("script").forEach(script => script.remove());
            </script>
            """,
            TestContext.Current.CancellationToken);
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--allow-file-access-from-files", $"--user-data-dir={_folder}/profile", "--dump-dom", $"file://{page}",
        ];
        await using var browser = Child.Start(chromium, arguments);
        (await browser.ExitCodeAsync()).ShouldBe(0, browser.Output);
        var body = browser.Output[browser.Output.IndexOf("<div id=\"card\"", StringComparison.Ordinal)..];
        body.ShouldContain("ac-adaptiveCard", customMessage: browser.Output);
        return body;
    }

    private static async Task<string> CardAsync(string sample)
    {
        await using var sinks = await RecordingSinks.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        await using var bridge = await TestBridge.StartAsync(sinks);
        await bridge.DeliverAsync(TestBridge.Event(sample));
        return JsonSerializer.Serialize(sinks.Workflow.Received.ShouldHaveSingleItem().Card);
    }
}
