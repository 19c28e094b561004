using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace RootWatch.Tests;

/// <summary>An OTLP collector that keeps what it gets.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<(string Path, string Body)> _received = new();
    private WebApplication _app = null!;

    private Collector()
    {
    }

    public Uri Url { get; private set; } = null!;

    public string Everything => string.Join('\n', _received.Select(request => request.Body));

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        (collector._app, collector.Url) = await LoopbackServer.StartAsync(app => app.MapPost("/v1/{signal}", collector.TakeAsync));
        return collector;
    }

    public async Task SawAsync(string path, params string[] texts)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (!texts.All(text => _received.Any(request => request.Path == path && request.Body.Contains(text, StringComparison.Ordinal))))
        {
            patience.IsCancellationRequested.ShouldBeFalse($"{path} lacks {string.Join(", ", texts.Where(text => !_received.Any(request => request.Path == path && request.Body.Contains(text, StringComparison.Ordinal))))}");
            await Task.Yield();
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _received.Enqueue((context.Request.Path, Encoding.UTF8.GetString(body.ToArray())));
    }
}
