using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Ingestion;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Requests;
using RootWatch.Bridge.Telemetry;
using RootWatch.Detection;

namespace RootWatch.Bridge.Tests.Telemetry;

/// <summary>What the real exporter sends Application Insights of the bridge's metrics. The alerts in infra/bicep read it.</summary>
[Collection(ProcessWide.Name)]
public sealed class AzureMonitorTests : IAsyncLifetime
{
    private IngestionEndpoint _endpoint = null!;

    public async ValueTask InitializeAsync() => _endpoint = await IngestionEndpoint.StartAsync();

    public ValueTask DisposeAsync() => _endpoint.DisposeAsync();

    [Fact]
    public async Task A_gauge_arrives_as_its_last_value_alone_without_count_minimum_and_maximum()
    {
        await using var bridge = Bridge();
        var metrics = bridge.GetRequiredService<BridgeMetrics>();
        metrics.OldestDueIs(TimeSpan.FromSeconds(900));
        metrics.OldestDueIs(TimeSpan.FromSeconds(400.5));
        metrics.LedgerIs(isReachable: true);
        metrics.LedgerIs(isReachable: false);
        metrics.Heard(new SpokeId("111122223333", "us-east-1"), TestData.Morning);
        metrics.Settled(Sent());

        Export(bridge);

        Point("rootwatch.delivery.due.oldest").Raw.ShouldBe("""{"name":"rootwatch.delivery.due.oldest","value":400.5}""");
        Point("rootwatch.ledger.reachable").Raw.ShouldBe("""{"name":"rootwatch.ledger.reachable","value":0}""");
        Point("rootwatch.heartbeat.last").Raw.ShouldBe($$"""{"name":"rootwatch.heartbeat.last","value":{{TestData.Morning.ToUnixTimeSeconds()}}}""");
        Point("rootwatch.channel.proof.last").Raw.ShouldBe($$"""{"name":"rootwatch.channel.proof.last","value":{{TestData.Morning.AddSeconds(2.5).ToUnixTimeSeconds()}}}""");
        Point("rootwatch.channel.proof.last").Tags.ShouldBe(new Dictionary<string, string>(StringComparer.Ordinal) { ["channel"] = "sns" });
    }

    [Fact]
    public async Task A_counter_arrives_as_what_was_added_since_the_last_time_without_count_minimum_and_maximum()
    {
        await using var bridge = Bridge();
        var metrics = bridge.GetRequiredService<BridgeMetrics>();
        metrics.Answered(EventOutcome.NotRoot);
        metrics.Answered(EventOutcome.NotRoot);
        metrics.Failed(RequestFault.Unexpected);
        Export(bridge);
        metrics.Answered(EventOutcome.NotRoot);

        Export(bridge);

        Points("rootwatch.events").Select(point => point.Raw).ShouldBe(["""{"name":"rootwatch.events","value":2}""", """{"name":"rootwatch.events","value":1}"""]);
        Point("rootwatch.requests.failed").Raw.ShouldBe("""{"name":"rootwatch.requests.failed","value":1}""");
        Point("rootwatch.requests.failed").Tags["fault"].ShouldBe("Unexpected");
    }

    [Fact]
    public async Task A_histogram_arrives_as_its_sum_with_count_minimum_and_maximum()
    {
        await using var bridge = Bridge();
        var metrics = bridge.GetRequiredService<BridgeMetrics>();
        metrics.Settled(Sent(seconds: 0.5));
        metrics.Settled(Sent(seconds: 4));

        Export(bridge);

        Point("rootwatch.lag.sent").Raw.ShouldBe("""{"name":"rootwatch.lag.sent","value":4.5,"count":2,"min":0.5,"max":4}""");
    }

    [Fact]
    public async Task What_was_not_measured_since_the_last_time_is_not_sent_again()
    {
        await using var bridge = Bridge();
        var metrics = bridge.GetRequiredService<BridgeMetrics>();
        metrics.OldestDueIs(TimeSpan.FromSeconds(900));
        metrics.Answered(EventOutcome.NotRoot);
        metrics.Settled(Sent());
        Export(bridge);
        var sent = _endpoint.Points.Count;

        Export(bridge);

        _endpoint.Points.Count.ShouldBe(sent);
    }

    [Fact]
    public async Task The_heartbeats_of_170_000_spokes_are_a_thousand_series_and_one_for_all_others()
    {
        await using var bridge = Bridge();
        var metrics = bridge.GetRequiredService<BridgeMetrics>();
        HearAll(metrics);
        HearAll(metrics);

        Export(bridge);

        var points = Points("rootwatch.heartbeats");
        points.Count.ShouldBe(1_001);
        var other = points.Single(point => point.Tags["account"] == "other");
        other.Tags["region"].ShouldBe("other");
        other.Raw.ShouldBe("""{"name":"rootwatch.heartbeats","value":338000}""");
        points.ShouldAllBe(point => point == other || point.Raw == """{"name":"rootwatch.heartbeats","value":2}""");
        points.ShouldAllBe(point => !point.Tags.ContainsKey("otel.metric.overflow"));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 4)]
    [InlineData(5_000, 5_001)]
    public async Task How_many_spokes_have_a_series_of_their_own_is_a_setting(int limit, int series)
    {
        await using var bridge = Bridge(limit);
        HearAll(bridge.GetRequiredService<BridgeMetrics>());

        Export(bridge);

        Points("rootwatch.heartbeats").Count.ShouldBe(series);
    }

    [Fact]
    public async Task Few_spokes_keep_their_names()
    {
        await using var bridge = Bridge();
        var metrics = bridge.GetRequiredService<BridgeMetrics>();
        metrics.Heard(new SpokeId("111122223333", "us-east-1"), TestData.Morning);
        metrics.Heard(new SpokeId("111122223333", "eu-central-1"), TestData.Morning);

        Export(bridge);

        Points("rootwatch.heartbeats").Select(point => $"{point.Tags["account"]}/{point.Tags["region"]}").ShouldBe(["111122223333/us-east-1", "111122223333/eu-central-1"], ignoreOrder: true);
    }

    private static void HearAll(BridgeMetrics metrics)
    {
        for (var number = 0; number < 170_000; number++)
        {
            var (account, region) = Math.DivRem(number, 17);
            metrics.Heard(new SpokeId(account.ToString("D12", CultureInfo.InvariantCulture), $"region-{region}"), TestData.Morning);
        }
    }

    private static Delivery Sent(double seconds = 2.5) => new(new Notice(NoticeKind.Digest, "system-digest-1", Severity.High, "Many.", [], []), "sns") { State = DeliveryState.Sent, Due = TestData.Morning, Settled = TestData.Morning.AddSeconds(seconds) };

    private static void Export(ServiceProvider bridge) => bridge.GetRequiredService<MeterProvider>().ForceFlush().ShouldBeTrue();

    private IReadOnlyList<MetricPoint> Points(string metric) => [.. _endpoint.Points.Where(point => point.Name == metric)];

    private MetricPoint Point(string metric) => Points(metric).ShouldHaveSingleItem();

    private ServiceProvider Bridge(int maxSpokes = 1_000)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (maxSpokes != 1_000)
        {
            settings["Telemetry:MaxSpokes"] = maxSpokes.ToString(CultureInfo.InvariantCulture);
        }

        var bridge = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddTelemetry(variable => variable == "APPLICATIONINSIGHTS_CONNECTION_STRING" ? _endpoint.ConnectionString : null)
            .BuildServiceProvider();

        // Which listens, from here on.
        _ = bridge.GetRequiredService<MeterProvider>();
        return bridge;
    }
}
