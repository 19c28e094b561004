using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace RootWatch.EndToEnd.Tests.Pages;

/// <summary>An open page. Every error that it writes to its console, breaches of its own policy among them, fails the test.</summary>
internal sealed class Tab : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _problems = [];

    public Tab(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) => Note(message.Type is "error" or "warning", message.Text);
        page.PageError += (_, error) => Note(isProblem: true, error);
        page.RequestFailed += (_, request) => Note(isProblem: true, $"{request.Url}: {request.Failure}");
    }

    public IPage Page { get; }

    public IResponse? Response { get; set; }


    public void ShouldBeSound()
    {
        lock (_problems)
        {
            _problems.ShouldBeEmpty();
        }
    }

    /// <summary>Nothing that axe-core knows of keeps anybody out.</summary>
    public async Task ShouldBeAccessibleAsync()
    {
        var result = await Page.RunAxe();
        result.Violations.Select(violation => $"{violation.Id}: {violation.Help} {string.Join(" | ", violation.Nodes.Select(node => node.Html))}").ShouldBeEmpty();
    }

    /// <summary>The page's structure, without what differs from run to run.</summary>
    public Task<string> OutlineAsync(string selector) => Page.EvaluateAsync<string>(
        """
        selector => {
          const lines = [];
          const walk = (node, depth) => {
            if (node.nodeType === Node.TEXT_NODE) {
              const text = node.textContent.replace(/\s+/g, " ").trim();
              if (text) lines.push(" ".repeat(depth) + JSON.stringify(text));
              return;
            }
            if (node.nodeType !== Node.ELEMENT_NODE || node.tagName === "STYLE") return;
            const kept = ["class", "role", "aria-label", "aria-labelledby", "aria-current", "aria-hidden", "scope", "for", "name", "type", "value", "method", "required", "checked", "lang", "href", "tabindex"];
            const attributes = kept.filter(name => node.hasAttribute(name)).map(name => ` ${name}=${JSON.stringify(node.getAttribute(name))}`).join("");
            lines.push(" ".repeat(depth) + node.tagName.toLowerCase() + attributes);
            node.childNodes.forEach(child => walk(child, depth + 1));
          };
          walk(document.querySelector(selector), 0);
          return lines.join("\n") + "\n";
        }
        """,
        selector);

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private void Note(bool isProblem, string text)
    {
        // What Chromium says of every answer that is not a success.
        if (!isProblem || text.StartsWith("Failed to load resource: the server responded with a status of 4", StringComparison.Ordinal))
        {
            return;
        }

        lock (_problems)
        {
            _problems.Add(text);
        }
    }
}
