using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace RootWatch.EndToEnd.Tests;

/// <summary>Silence is proven to be peace.</summary>
public sealed class HeartbeatTests : IAsyncLifetime
{
    // A Sunday evening.
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 20, 0, 0, TimeSpan.Zero));
    private RecordingSinks _sinks = null!;
    private TestBridge _bridge = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);
        var settings = TestBridge.Settings(_sinks);
        settings["Heartbeat:Expected:0"] = "111122223333/us-east-1";
        settings["Heartbeat:Expected:1"] = "111122223333/eu-central-1";
        settings["Heartbeat:Expected:2"] = "444455556666/us-east-1";
        _bridge = await TestBridge.StartAsync(settings, new Amazon.Runtime.BasicAWSCredentials("test", "test"), services => services.AddSingleton<TimeProvider>(_time));
    }

    public async ValueTask DisposeAsync()
    {
        await _bridge.DisposeAsync();
        await _sinks.DisposeAsync();
    }

    [Fact]
    public async Task Coverage_shows_who_is_heard_who_was_and_who_never_was()
    {
        await BeatAsync("111122223333", "us-east-1");
        _time.Advance(TimeSpan.FromMinutes(16));
        await BeatAsync("111122223333", "eu-central-1");

        var coverage = await CoverageAsync();

        coverage.ShouldBe(["111122223333 eu-central-1 Alive", "111122223333 us-east-1 Silent", "444455556666 us-east-1 NeverHeard"]);
    }

    [Fact]
    public async Task A_spoke_that_falls_silent_is_told_once_and_once_more_when_it_is_back()
    {
        await BeatAsync("111122223333", "us-east-1");
        await BeatAsync("111122223333", "eu-central-1");
        foreach (var _ in Enumerable.Range(0, 6))
        {
            _time.Advance(TimeSpan.FromMinutes(5));
            await BeatAsync("111122223333", "eu-central-1");
        }

        Kinds().ShouldBe(["SpokeSilent"]);
        await BeatAsync("111122223333", "us-east-1");
        await BeatAsync("111122223333", "us-east-1");
        Kinds().ShouldBe(["SpokeSilent", "SpokeBack"]);
        _sinks.Workflow.Received.Count.ShouldBe(2);

        _time.Advance(TimeSpan.FromMinutes(20));
        await BeatAsync("111122223333", "eu-central-1");
        Kinds().Count(kind => kind is "SpokeSilent").ShouldBe(2, "another outage is another incident");
    }

    [Fact]
    public async Task The_week_is_told_on_Monday_at_eight_once_and_keeps_every_channel_alive()
    {
        await BeatAsync("111122223333", "us-east-1");
        Kinds().ShouldBeEmpty("nothing is known of the week before");
        await BeatUntilAsync(new DateTimeOffset(2026, 11, 23, 7, 59, 0, TimeSpan.Zero));
        Kinds().ShouldBeEmpty();

        await BeatUntilAsync(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

        Kinds().ShouldBe(["Weekly"]);
        _sinks.Sns.Received[0].Subject.ShouldContain("All quiet");
        _sinks.Workflow.Received.ShouldHaveSingleItem().Card.GetProperty("fallbackText").GetString()!.ShouldContain("All quiet");
    }

    [Fact]
    public async Task A_message_that_stayed_due_is_sent_by_the_next_heartbeat()
    {
        _sinks.Workflow.Faults.Enqueue([.. Enumerable.Repeat(new Fault.Status(503, RetryAfter: "600"), 1)]);
        using var once = new ApiDestination(_bridge.EventsUrl, TestBridge.Connection, new RetryPolicy { MaximumRetryAttempts = 0 }, TimeProvider.System, new Random(1));
        (await once.DeliverAsync(TestBridge.Event("root-create-access-key"), Cancellation)).IsDelivered.ShouldBeFalse();

        await BeatAsync("111122223333", "us-east-1");

        _sinks.Workflow.Received.ShouldHaveSingleItem();
        _sinks.Sns.Received.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_incident_that_grew_is_summed_up_by_a_heartbeat_after_an_hour_of_quiet()
    {
        await _bridge.DeliverAsync(TestBridge.Event("root-create-user"));
        await _bridge.DeliverAsync(TestBridge.Event("root-describe-instances"));

        await BeatUntilAsync(_time.GetUtcNow().AddMinutes(70));

        Kinds().ShouldBe(["RootUse", "IncidentClosed"]);
        _sinks.Workflow.Received.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_older_than_its_retention_is_deleted_by_a_sweep()
    {
        await BeatAsync("111122223333", "eu-central-1");
        _time.Advance(TimeSpan.FromDays(401));
        await BeatAsync("111122223333", "us-east-1");
        (await CoverageAsync()).ShouldContain("111122223333 eu-central-1 Silent", "it was written that its silence was told");
        _time.Advance(TimeSpan.FromDays(401));

        await BeatAsync("111122223333", "us-east-1");

        (await CoverageAsync()).ShouldContain("111122223333 eu-central-1 NeverHeard");
    }

    [Theory]
    [InlineData("""{"detail-type":"RootWatch Heartbeat","account":"1","region":"us-east-1","detail":{}}""")]
    [InlineData("""{"detail-type":"RootWatch Heartbeat","account":111122223333,"region":"us-east-1","detail":{}}""")]
    [InlineData("""{"detail-type":"RootWatch Heartbeat","account":"111122223333","region":"<script>","detail":{}}""")]
    [InlineData("""{"detail-type":"RootWatch Heartbeat","detail":{"account":"111122223333","region":"us-east-1"}}""")]
    public async Task A_heartbeat_of_nobody_is_refused(string envelope)
    {
        using var once = new ApiDestination(_bridge.EventsUrl, TestBridge.Connection, new RetryPolicy { MaximumRetryAttempts = 0 }, TimeProvider.System, new Random(1));

        (await once.DeliverAsync(Encoding.UTF8.GetBytes(envelope), Cancellation)).Attempts[0].Status.ShouldBe(HttpStatusCode.BadRequest);

        (await CoverageAsync()).ShouldAllBe(spoke => spoke.EndsWith("NeverHeard", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Health_tells_the_last_heartbeat_and_each_channels_last_proof()
    {
        await BeatAsync("111122223333", "us-east-1");
        await _bridge.DeliverAsync(TestBridge.Event("root-create-access-key"));
        using var client = new HttpClient();

        var health = await client.GetFromJsonAsync<JsonElement>(_bridge.HealthUrl, Cancellation);

        health.GetProperty("status").GetString().ShouldBe("Healthy");
        health.GetProperty("lastHeartbeat").GetDateTimeOffset().ShouldBe(_time.GetUtcNow());
        health.GetProperty("channels").EnumerateArray().ShouldAllBe(channel => channel.GetProperty("lastProof").GetDateTimeOffset() == _time.GetUtcNow());
        _time.Advance(TimeSpan.FromMinutes(30));
        (await client.GetFromJsonAsync<JsonElement>(_bridge.HealthUrl, Cancellation)).GetProperty("status").GetString().ShouldBe("Degraded", "no spoke is heard any more");
    }

    private List<string> Kinds() => [.. _sinks.Sns.Received.Select(message => message.Attributes["kind"])];

    private async Task BeatUntilAsync(DateTimeOffset end)
    {
        while (_time.GetUtcNow() + TimeSpan.FromMinutes(5) <= end)
        {
            _time.Advance(TimeSpan.FromMinutes(5));
            await BeatAsync("111122223333", "us-east-1");
        }
    }

    private async Task BeatAsync(string account, string region)
    {
        // As if the sweep before had been a while ago.
        _time.Advance(TimeSpan.FromSeconds(31));
        var heartbeat = $$$"""{"version":"0","id":"1","detail-type":"RootWatch Heartbeat","source":"rootwatch","account":"{{{account}}}","region":"{{{region}}}","detail":{}}""";
        (await _bridge.DeliverAsync(Encoding.UTF8.GetBytes(heartbeat))).Attempts.ShouldHaveSingleItem().Body.ShouldBe("""{"outcome":"Heartbeat"}""");
    }

    private async Task<IReadOnlyList<string>> CoverageAsync()
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("x-functions-key", TestBridge.Key);
        var coverage = await client.GetFromJsonAsync<JsonElement>(new Uri(_bridge.EventsUrl, "coverage"), Cancellation);
        return [.. coverage.EnumerateArray().Select(spoke => $"{spoke.GetProperty("account")} {spoke.GetProperty("region")} {spoke.GetProperty("state")}")];
    }
}
