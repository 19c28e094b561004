using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RootWatch.Bridge.Storage;

namespace RootWatch.EndToEnd.Tests;

/// <summary>Silence is proven to be peace.</summary>
public sealed class HeartbeatTests : IAsyncLifetime
{
    // A Sunday evening.
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 20, 0, 0, TimeSpan.Zero));
    private readonly InMemoryIncidentStore _store;
    private RecordingSinks _sinks = null!;
    private TestBridge _bridge = null!;

    public HeartbeatTests() => _store = new InMemoryIncidentStore(_time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);
        var settings = TestBridge.Settings(_sinks);
        settings["Heartbeat:Expected:0"] = "111122223333/us-east-1";
        settings["Heartbeat:Expected:1"] = "111122223333/eu-central-1";
        settings["Heartbeat:Expected:2"] = "444455556666/us-east-1";
        _bridge = await TestBridge.StartAsync(settings, new Amazon.Runtime.BasicAWSCredentials("test", "test"), services => services.AddSingleton<TimeProvider>(_time).AddSingleton<IIncidentStore>(_store));
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

        foreach (var _ in Enumerable.Range(0, 6))
        {
            _time.Advance(TimeSpan.FromMinutes(5));
            await BeatAsync("111122223333", "eu-central-1");
        }

        Kinds().ShouldBe(["SpokeSilent", "SpokeBack", "SpokeSilent"], "another outage is another incident");
    }

    [Fact]
    public async Task A_pause_of_everything_calls_nobody_silent()
    {
        var accounts = Enumerable.Range(1, 60).Select(number => number.ToString("D12", CultureInfo.InvariantCulture)).ToList();
        await HearAsync(accounts);
        _time.Advance(TimeSpan.FromMinutes(5));
        await HearAsync(accounts);
        _time.Advance(TimeSpan.FromMinutes(20));
        await HearAsync(accounts);
        foreach (var _ in Enumerable.Range(0, 12))
        {
            _time.Advance(TimeSpan.FromMinutes(3));
            await HearAsync(accounts);
        }

        Kinds().ShouldBeEmpty();
        _sinks.Workflow.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_does_not_come_back_after_a_pause_is_named_in_one_message()
    {
        var accounts = Enumerable.Range(1, 60).Select(number => number.ToString("D12", CultureInfo.InvariantCulture)).ToList();
        await HearAsync(accounts);
        _time.Advance(TimeSpan.FromMinutes(20));
        foreach (var _ in Enumerable.Range(0, 12))
        {
            await HearAsync(accounts[2..]);
            _time.Advance(TimeSpan.FromMinutes(3));
        }

        var message = _sinks.Sns.Received.ShouldHaveSingleItem();
        message.Attributes["kind"].ShouldBe("SpokeSilent");
        message.Message.ShouldContain("58 of 60 spokes are back, 2 are still silent.");
        message.Message.ShouldContain("000000000001/us-east-1, 000000000002/us-east-1");
    }

    [Fact]
    public async Task CloudTrails_record_of_a_spokes_probe_is_seen_and_nobody_elses()
    {
        await BeatAsync("111122223333", "eu-central-1");
        await ProbeAsync("111122223333", "rootwatch-cloudtrail-probe-us-east-1", "NotRoot");
        await ProbeAsync("444455556666", "rootwatch-cloudtrail-probe-eu-central-1", "NotRoot");
        (await CloudTrailAsync()).ShouldBe("NeverHeard");

        await ProbeAsync("111122223333", "rootwatch-cloudtrail-probe-eu-central-1", "Heartbeat");

        (await CloudTrailAsync()).ShouldBe("Alive");
        Kinds().ShouldBeEmpty();
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

    [Fact]
    public async Task Roots_path_that_is_silent_though_heartbeats_come_is_told_on_every_channel_and_so_is_its_return()
    {
        await BeatAsync("111122223333", "us-east-1");
        await RootPathAsync();
        await BeatUntilAsync(_time.GetUtcNow().AddMinutes(15));
        Kinds().ShouldBeEmpty();

        await BeatUntilAsync(_time.GetUtcNow().AddHours(2));

        Kinds().ShouldBe(["RootPathSilent"]);
        _sinks.Workflow.Received.ShouldHaveSingleItem().Card.GetRawText().ShouldContain("999988887777/eu-central-1");
        using var client = new HttpClient();
        (await client.GetFromJsonAsync<JsonElement>(_bridge.HealthUrl, Cancellation)).GetProperty("status").GetString().ShouldBe("Degraded");

        await RootPathAsync();
        await BeatAsync("111122223333", "us-east-1");
        Kinds().ShouldBe(["RootPathSilent", "RootPathBack"]);
        var health = await client.GetFromJsonAsync<JsonElement>(_bridge.HealthUrl, Cancellation);
        health.GetProperty("status").GetString().ShouldBe("Healthy");
        health.GetProperty("lastRootPathHeartbeat").GetDateTimeOffset().ShouldBe(_time.GetUtcNow().AddSeconds(-31));
        health.GetRawText().ShouldNotContain("999988887777");
    }

    [Fact]
    public async Task A_heartbeat_of_roots_path_is_none_of_a_spoke()
    {
        await RootPathAsync();

        (await CoverageAsync()).ShouldContain("999988887777 eu-central-1 NeverHeard");
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("x-functions-key", TestBridge.Key);
        var hub = (await client.GetFromJsonAsync<JsonElement>(new Uri(_bridge.EventsUrl, "coverage"), Cancellation)).EnumerateArray().Single(spoke => spoke.GetProperty("account").GetString() == "999988887777");
        (hub.GetProperty("rootPath").GetString(), hub.GetProperty("rootPathLast").GetDateTimeOffset()).ShouldBe(("Alive", _time.GetUtcNow()));
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        (await client.GetStringAsync(new Uri(_bridge.EventsUrl, "coverage"), Cancellation)).ShouldContain("path through the hub last seen");
        (await client.GetFromJsonAsync<JsonElement>(_bridge.HealthUrl, Cancellation)).GetProperty("lastHeartbeat").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("""{"path":"Root"}""")]
    [InlineData("""{"path":"tampering"}""")]
    [InlineData("""{"path":1}""")]
    [InlineData("""{"path":{"path":"root"}}""")]
    public async Task A_heartbeat_of_another_path_is_an_ordinary_one(string detail)
    {
        await BeatAsync("111122223333", "us-east-1", detail);

        (await CoverageAsync()).ShouldContain("111122223333 us-east-1 Alive");
    }

    private async Task RootPathAsync() => await BeatAsync("999988887777", "eu-central-1", """{"path":"root"}""");

    private List<string> Kinds() => [.. _sinks.Sns.Received.Select(message => message.Attributes["kind"])];

    private async Task BeatUntilAsync(DateTimeOffset end)
    {
        while (_time.GetUtcNow() + TimeSpan.FromMinutes(5) <= end)
        {
            _time.Advance(TimeSpan.FromMinutes(5));
            await BeatAsync("111122223333", "us-east-1");
        }
    }

    private static byte[] Heartbeat(string account, string region, string detail = "{}") =>
        Encoding.UTF8.GetBytes($$"""{"version":"0","id":"1","detail-type":"RootWatch Heartbeat","source":"rootwatch","account":"{{account}}","region":"{{region}}","detail":{{detail}} }""");

    private async Task BeatAsync(string account, string region, string detail = "{}")
    {
        // As if the sweep before had been a while ago.
        _time.Advance(TimeSpan.FromSeconds(31));
        (await _bridge.DeliverAsync(Heartbeat(account, region, detail))).Attempts.ShouldHaveSingleItem().Body.ShouldBe("""{"outcome":"Heartbeat"}""");
    }

    private async Task HearAsync(IReadOnlyList<string> accounts)
    {
        await Task.WhenAll(accounts.Select(account => _bridge.DeliverAsync(Heartbeat(account, "us-east-1"))));

        // What came while somebody swept is swept a while later.
        _time.Advance(TimeSpan.FromSeconds(31));
        await _store.UntilSweptAsync(_time.GetUtcNow(), Cancellation);
    }

    private async Task ProbeAsync(string account, string role, string outcome)
    {
        _time.Advance(TimeSpan.FromSeconds(31));
        var envelope = $$$$"""{"id":"1","detail-type":"AWS API Call via CloudTrail","source":"aws.events","account":"111122223333","region":"eu-central-1","detail":{"userIdentity":{"type":"AssumedRole","accountId":"{{{{account}}}}","sessionContext":{"sessionIssuer":{"type":"Role","userName":"{{{{role}}}}"}}},"eventID":"{{{{Guid.NewGuid()}}}}","eventSource":"events.amazonaws.com","eventName":"TagResource","readOnly":false}}""";
        (await _bridge.DeliverAsync(Encoding.UTF8.GetBytes(envelope))).Attempts.ShouldHaveSingleItem().Body.ShouldBe($$"""{"outcome":"{{outcome}}"}""");
    }

    private async Task<string?> CloudTrailAsync()
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("x-functions-key", TestBridge.Key);
        var coverage = await client.GetFromJsonAsync<JsonElement>(new Uri(_bridge.EventsUrl, "coverage"), Cancellation);
        return coverage.EnumerateArray().Single(spoke => spoke.GetProperty("region").GetString() == "eu-central-1").GetProperty("cloudTrail").GetString();
    }

    private async Task<IReadOnlyList<string>> CoverageAsync()
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("x-functions-key", TestBridge.Key);
        var coverage = await client.GetFromJsonAsync<JsonElement>(new Uri(_bridge.EventsUrl, "coverage"), Cancellation);
        return [.. coverage.EnumerateArray().Select(spoke => $"{spoke.GetProperty("account")} {spoke.GetProperty("region")} {spoke.GetProperty("state")}")];
    }
}
