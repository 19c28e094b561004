using System.Net;
using Microsoft.Playwright;
using RootWatch.Screenshots;

// Takes the pictures in docs/screenshots from the demo as it runs.
var folder = Repository.PathOf("docs/screenshots");
Directory.CreateDirectory(folder);
using var playwright = await Playwright.CreateAsync();
await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = args.FirstOrDefault() ?? "/usr/bin/chromium", Args = ["--no-sandbox"] });
using var demo = await RunningDemo.StartAsync();

await ShootAsync("terminal", 1400, ColorScheme.Dark, async page =>
{
    await page.SetContentAsync($"<body style='margin:0;background:#17171b'><pre style='display:inline-block;margin:0;padding:16px;color:#ececf1;font:13px/1.35 \"DejaVu Sans Mono\",monospace'>{WebUtility.HtmlEncode(demo.Story)}</pre>");
    return page.Locator("pre");
});
foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
{
    var name = scheme.ToString().ToLowerInvariant();
    await ShootAsync($"card-{name}", 1600, scheme, async page =>
    {
        await page.GotoAsync(demo.Url("Every message"));
        await page.WaitForSelectorAsync("body[data-ready]");
        return page.Locator($"#update .card.{name}");
    });
    await ShootAsync($"page-{name}", 1100, scheme, async page =>
    {
        await page.GotoAsync(demo.Url("Incident 2"));
        return page.Locator("body");
    });
}

await ShootAsync("page-narrow", 320, ColorScheme.Light, async page =>
{
    await page.GotoAsync(demo.Url("Incident 2"));
    await page.SetViewportSizeAsync(320, 1400);
    return null;
});
await ShootAsync("checklist-dark", 390, ColorScheme.Dark, async page =>
{
    await page.GotoAsync(demo.Url("Incident 2"));
    return page.Locator("#response .steps").First;
});
await ShootAsync("list", 1100, ColorScheme.Light, async page =>
{
    await page.GotoAsync(demo.Url("All incidents"));
    return page.Locator("body");
});
await ShootAsync("preview", 1600, ColorScheme.Light, async page =>
{
    await page.GotoAsync(demo.Url("Every message"));
    await page.WaitForSelectorAsync("body[data-ready]");
    return page.Locator("#anomalous");
});

async Task ShootAsync(string name, int width, ColorScheme scheme, Func<IPage, Task<ILocator?>> prepare)
{
    await using var context = await browser.NewContextAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 } });
    var page = await context.NewPageAsync();
    var path = Path.Combine(folder, $"{name}.png");
    if (await prepare(page) is { } part)
    {
        await part.ScreenshotAsync(new() { Path = path });
    }
    else
    {
        await page.ScreenshotAsync(new() { Path = path });
    }

    Console.WriteLine(path);
}
