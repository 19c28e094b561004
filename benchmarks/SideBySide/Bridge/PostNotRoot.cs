using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using RootWatch.Bridge.Storage;

namespace RootWatch.SideBySide.Bridge;

/// <summary>POST of an event that is not root's, beside the least that an ASP.NET Core program can do with it.</summary>
internal sealed class PostNotRoot : IComparison
{
    private const int RoundCount = 9;
    private const int Connections = 8;
    private const string Peer = "bare Kestrel, JsonDocument";
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(1.5);

    public string Name => "post";

    public async Task<IReadOnlyList<Row>> MeasureAsync(CancellationToken cancellationToken)
    {
        await using var bridge = await BenchBridge.StartAsync(new InMemoryIncidentStore(TimeProvider.System), cancellationToken);
        await using var bare = await StartBareAsync(cancellationToken);
        List<double> ours = [], theirs = [];
        var rates = await Rounds.InTurnAsync(
            RoundCount, [token => RateAsync(bridge.EventsUrl, ours, token), token => RateAsync(new Uri($"{bare.Urls.Single()}/api/events"), theirs, token)], cancellationToken);
        return
        [
            new("POST of an event that is not root's", "events/s", rates[0]) { Peer = Peer, Peers = rates[1], Goal = Goal.RatioAtLeast(0.85) },
            new("POST of an event that is not root's, p99", "ms", [.. ours.Skip(1)]) { Peer = Peer, Peers = [.. theirs.Skip(1)], Goal = Goal.RatioAtMost(1.5) },
        ];
    }

    private static async Task<double> RateAsync(Uri address, List<double> p99, CancellationToken cancellationToken)
    {
        var latencies = await EventClient.PostAsync(address, static () => BenchEvents.NotRoot, Connections, Lasts, cancellationToken);
        p99.Add(latencies.P99);
        return latencies.Count / Lasts.TotalSeconds;
    }

    private static async Task<WebApplication> StartBareAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var answer = """{"outcome":"NotRoot"}"""u8.ToArray();
        var app = builder.Build();
        app.MapPost("/api/events", async (HttpContext context) =>
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = answer.Length;
            await context.Response.Body.WriteAsync(answer, context.RequestAborted);
        });
        await app.StartAsync(cancellationToken);
        return app;
    }
}
