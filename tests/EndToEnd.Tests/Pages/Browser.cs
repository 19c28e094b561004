using Microsoft.Playwright;

namespace RootWatch.EndToEnd.Tests.Pages;

/// <summary>A headless Chromium, one for all tests of a class.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        var chromium = Tool.Require("chromium", "apt-get install chromium");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox", "--disable-gpu"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A browser of its own, without cookies, that remembers what went wrong in it.</summary>
    internal async Task<Tab> OpenAsync(Uri url, BrowserNewContextOptions? options = null)
    {
        var context = await _browser.NewContextAsync(options ?? new());
        var tab = new Tab(context, await context.NewPageAsync());
        tab.Response = await tab.Page.GotoAsync(url.AbsoluteUri);
        return tab;
    }
}
