using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace RootWatch.EndToEnd.Tests;

/// <summary>What a real process exports over OTLP.</summary>
public sealed class TelemetryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_events_way_is_one_trace_with_its_metrics_and_logs_and_no_secret()
    {
        await using var collector = await Collector.StartAsync();
        await using var sinks = await RecordingSinks.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        await using var app = Child.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "RootWatch.FunctionApp.dll"), "--port", "0"], new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LocalHost__FunctionKeys__0"] = TestBridge.Key,
            ["Sns__TopicArn"] = "arn:aws:sns:eu-central-1:111122223333:root-use",
            ["Sns__ServiceUrl"] = sinks.SnsUrl.AbsoluteUri,
            ["AWS_ACCESS_KEY_ID"] = "test",
            ["AWS_SECRET_ACCESS_KEY"] = "the-aws-secret",
            ["Teams__Via"] = "Workflow",
            ["Teams__Workflow__Url"] = sinks.WorkflowUrl.AbsoluteUri,
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url.AbsoluteUri,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
        });
        var events = new Uri(new Uri((await app.SawAsync("Now listening on: ")).Split("Now listening on: ")[1].Trim()), "api/events");
        using var eventBridge = new ApiDestination(events, TestBridge.Connection, new RetryPolicy { MaximumRetryAttempts = 0 }, TimeProvider.System, new Random(1));

        (await eventBridge.DeliverAsync(Encoding.UTF8.GetBytes("""{"version":"0","id":"heartbeat-1","detail-type":"RootWatch Heartbeat","source":"rootwatch","account":"111122223333","region":"us-east-1","detail":{}}"""), TestContext.Current.CancellationToken)).IsDelivered.ShouldBeTrue();
        (await eventBridge.DeliverAsync(TestBridge.Event("root-create-access-key"), TestContext.Current.CancellationToken)).IsDelivered.ShouldBeTrue();

        await collector.SawAsync("/v1/traces", "service.name\u0012\u000b\n\trootwatch", "aws.eventbridge.event_id", "record", "send sns", "send teams", "rootwatch.outcome");
        await collector.SawAsync(
            "/v1/metrics", "rootwatch.events", "rootwatch.findings", "rootwatch.deliveries", "rootwatch.heartbeats", "rootwatch.lag.arrival", "rootwatch.lag.sent",
            "rootwatch.ledger.reachable", "rootwatch.heartbeat.last", "rootwatch.channel.proof.last");
        await collector.SawAsync("/v1/logs", "told, proof", ".1.sns");
        collector.Everything.ShouldNotContain("the-webhooks-secret");
        collector.Everything.ShouldNotContain("the-aws-secret");
        collector.Everything.ShouldNotContain(TestBridge.Key);
    }

    [Theory]
    [InlineData("rootwatch.events")]
    [InlineData("rootwatch.findings")]
    [InlineData("rootwatch.deliveries")]
    [InlineData("rootwatch.heartbeats")]
    [InlineData("rootwatch.lag.arrival")]
    [InlineData("rootwatch.lag.sent")]
    [InlineData("rootwatch.ledger.reachable")]
    [InlineData("rootwatch.heartbeat.last")]
    [InlineData("rootwatch.channel.proof.last")]
    public void Operators_find_every_metric_in_the_docs(string metric) =>
        File.ReadAllText(Repository.PathOf("docs/operations.md")).ShouldContain($"| `{metric}` |");

    /// <summary>An OTLP collector that keeps what it gets.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(string Path, string Body)> _received = new();
        private readonly WebApplication _app;

        private Collector(WebApplication app) => _app = app;

        public Uri Url { get; private set; } = null!;

        public string Everything => string.Join('\n', _received.Select(request => request.Body));

        public static async Task<Collector> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, port: 0));
            var collector = new Collector(builder.Build());
            collector._app.MapPost("/v1/{signal}", collector.TakeAsync);
            await collector._app.StartAsync(TestContext.Current.CancellationToken);
            collector.Url = new Uri(collector._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
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
}
