using RootWatch.Bridge.Messages;

namespace RootWatch.Cli.Demo;

/// <summary>Keeps the demo running, and shows what arrives.</summary>
internal static class ServeSession
{
    public static async Task RunAsync(DemoEnvironment demo, ServeOptions options, CancellationToken cancellationToken)
    {
        Console.WriteLine();
        Console.WriteLine($"Serving for {Phrases.Count((int)options.For.TotalMinutes, "minute")}; Ctrl+C ends it. In a browser:");
        foreach (var page in PagesOf(demo))
        {
            Console.WriteLine($"  {page.Title,-22} {page.Url}");
        }

        Console.WriteLine("In another terminal:");
        Console.WriteLine($"  curl -H 'x-functions-key: {demo.Keys.Events}' -H 'Content-Type: application/json' \\");
        Console.WriteLine($"    --data-binary @tests/Samples/cloudtrail/root-console-login-mfa.json {demo.EventsUrl}");
        Console.WriteLine($"  dotnet run --project src/Cli -- send tests/Samples/cloudtrail/*.json --to {demo.EventsUrl} --key {demo.Keys.Events}");
        Console.WriteLine("That key delivers events, and opens nothing else. The other commands need the operators':");
        Console.WriteLine($"  export ROOTWATCH_FUNCTION_KEY={demo.Keys.Operator}");
        Console.WriteLine();
        using var end = new CancellationTokenSource(options.For, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
        await MessageDisplay.ShowAsync(demo.Sinks, either.Token);
    }

    /// <summary>The story's incidents, as the last card of each links to them, and what else can be looked at.</summary>
    private static IEnumerable<(string Title, Uri Url)> PagesOf(DemoEnvironment demo)
    {
        var links = demo.Sinks.Workflow.Received
            .Select(post => post.Card.GetProperty("actions").EnumerateArray().First(action => action.GetProperty("title").GetString() == "Open incident").GetProperty("url").GetString()!)
            .Select(url => new Uri(url))
            .DistinctBy(url => url.AbsolutePath, StringComparer.Ordinal);
        return
        [
            .. links.Select((url, at) => ($"Incident {at + 1}", url)),
            ("All incidents", demo.UrlOf($"/api/incidents?code={demo.Keys.Operator}")),
            ("Coverage", demo.UrlOf($"/api/coverage?code={demo.Keys.Operator}")),
            ("Every message", demo.UrlOf("/preview")),
        ];
    }
}
