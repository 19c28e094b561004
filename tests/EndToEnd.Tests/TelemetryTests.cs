using System.Text;

namespace RootWatch.EndToEnd.Tests;

/// <summary>What a real process exports over OTLP.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task An_events_way_is_one_trace_with_its_metrics_and_logs_and_no_secret()
    {
        await using var collector = await Collector.StartAsync();
        await using var sinks = await RecordingSinks.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        await using var app = Child.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "RootWatch.LocalHost.dll"), "--port", "0"], new Dictionary<string, string>(StringComparer.Ordinal)
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
        using var eventBridge = new ApiDestination(events, TestBridge.Connection, new RetryPolicy { MaximumRetryAttempts = 5 }, TimeProvider.System, new Random(1));

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
    [InlineData("rootwatch.requests.failed")]
    [InlineData("rootwatch.findings")]
    [InlineData("rootwatch.deliveries")]
    [InlineData("rootwatch.heartbeats")]
    [InlineData("rootwatch.lag.arrival")]
    [InlineData("rootwatch.lag.sent")]
    [InlineData("rootwatch.ledger.reachable")]
    [InlineData("rootwatch.heartbeat.last")]
    [InlineData("rootwatch.channel.proof.last")]
    [InlineData("rootwatch.delivery.due.oldest")]
    public void Operators_find_every_metric_in_the_docs(string metric) =>
        File.ReadAllText(Repository.PathOf("docs/operations.md")).ShouldContain($"| `{metric}` |");
}
