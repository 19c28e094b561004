using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RootWatch.Bridge.Incidents;

namespace RootWatch.EndToEnd.Tests;

/// <summary>While the ledger is out of reach, alerting wins.</summary>
public sealed class LedgerDownTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly BrokenStore _store;
    private RecordingSinks _sinks = null!;
    private TestBridge _bridge = null!;

    public LedgerDownTests() => _store = new BrokenStore(_time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);
        _bridge = await TestBridge.StartAsync(_sinks, services => services.AddSingleton<TimeProvider>(_time).AddSingleton<IIncidentStore>(_store));
    }

    public async ValueTask DisposeAsync()
    {
        await _bridge.DisposeAsync();
        await _sinks.DisposeAsync();
    }

    [Fact]
    public async Task An_alert_goes_out_at_once_says_that_it_may_be_a_repeat_and_is_answered_200()
    {
        _store.IsBroken = true;

        var report = await _bridge.DeliverAsync(TestBridge.Event("root-create-access-key"));

        report.Attempts.ShouldHaveSingleItem().IsSuccess.ShouldBeTrue();
        _sinks.Sns.Received.ShouldHaveSingleItem().Subject.ShouldStartWith("(repeat?)");
        _sinks.Workflow.Received.ShouldHaveSingleItem().Card.GetRawText().ShouldContain("Possible repeat");
        (await HealthAsync()).ShouldBe("Degraded");
    }

    [Fact]
    public async Task Redeliveries_of_the_same_event_repeat_nothing()
    {
        _store.IsBroken = true;
        var envelope = TestBridge.Event("root-create-access-key");

        foreach (var _ in Enumerable.Range(0, 5))
        {
            (await _bridge.DeliverAsync(envelope)).IsDelivered.ShouldBeTrue();
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        _sinks.Sns.Received.Count.ShouldBe(1);
        _sinks.Workflow.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_ledger_that_is_back_takes_in_what_happened_and_nothing_is_told_again()
    {
        _store.IsBroken = true;
        var envelope = TestBridge.Event("root-create-access-key");
        await _bridge.DeliverAsync(envelope);
        _store.IsBroken = false;
        _time.Advance(TimeSpan.FromMinutes(1));
        await BeatAsync();

        var again = await _bridge.DeliverAsync(envelope);
        await BeatAsync();

        again.Attempts.ShouldHaveSingleItem().Body.ShouldContain("\"sns\":\"Sent\"");
        _sinks.Sns.Received.Count.ShouldBe(1);
        _sinks.Workflow.Received.Count.ShouldBe(1);
        (await HealthAsync()).ShouldBe("Healthy");
    }

    [Fact]
    public async Task All_that_was_told_of_an_incident_is_taken_in_and_what_was_not_is_told()
    {
        _store.IsBroken = true;
        await _bridge.DeliverAsync(At("09:00:10", "root-create-user"));
        _time.Advance(TimeSpan.FromMinutes(2));
        await _bridge.DeliverAsync(At("09:00:20", "root-create-access-key"));
        _sinks.Workflow.Faults.Always = new Fault.Status(503, RetryAfter: "600");
        using var once = new ApiDestination(_bridge.EventsUrl, TestBridge.Connection, new RetryPolicy { MaximumRetryAttempts = 0 }, TimeProvider.System, new Random(1));
        await once.DeliverAsync(At("09:00:00", "root-console-login-no-mfa"), Cancellation);
        var (sns, teams) = (_sinks.Sns.Received.Count, _sinks.Workflow.Received.Count);
        (sns - teams).ShouldBe(2, "the sign-in is news, and so is what it makes of the access key that was known before it");
        _sinks.Workflow.Faults.Always = null;
        _store.IsBroken = false;

        foreach (var _ in Enumerable.Range(0, 4))
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await BeatAsync();
        }

        _sinks.Sns.Received.Count.ShouldBe(sns, "SNS had everything");
        _sinks.Workflow.Received.Count.ShouldBe(sns, "Teams has what it lacked");
        _sinks.Workflow.Received.Skip(teams).ShouldAllBe(post => post.Card.GetRawText().Contains("Possible repeat", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_keeps_no_alert_back()
    {
        await _store.TryWriteAsync("111122223333", [Change.Set("account", "{"u8.ToArray())], Cancellation);

        (await _bridge.DeliverAsync(TestBridge.Event("root-create-access-key"))).IsDelivered.ShouldBeTrue();

        _sinks.Sns.Received.ShouldHaveSingleItem();
        (await HealthAsync()).ShouldBe("Degraded");
    }

    [Fact]
    public async Task What_the_ledger_took_without_saying_so_is_not_told_a_third_time()
    {
        _store.LosesAnswers = true;
        await _bridge.DeliverAsync(TestBridge.Event("root-create-access-key"));
        _store.LosesAnswers = false;
        _time.Advance(TimeSpan.FromMinutes(1));

        await BeatAsync();
        await BeatAsync();

        _sinks.Sns.Received.ShouldHaveSingleItem().Subject.ShouldStartWith("(repeat?)");
        _sinks.Workflow.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_was_sent_while_the_ledger_broke_is_not_sent_again()
    {
        _sinks.Sns.Faults.Choose = () =>
        {
            _store.IsBroken = true;
            return null;
        };
        _sinks.Workflow.Faults.Choose = _sinks.Sns.Faults.Choose;

        (await _bridge.DeliverAsync(TestBridge.Event("root-create-access-key"))).IsDelivered.ShouldBeTrue();
        _sinks.Sns.Faults.Choose = _sinks.Workflow.Faults.Choose = null;
        _store.IsBroken = false;
        _time.Advance(TimeSpan.FromMinutes(1));
        await BeatAsync();
        await BeatAsync();

        _sinks.Sns.Received.Count.ShouldBe(1);
        _sinks.Workflow.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_ledger_that_never_answers_does_not_keep_EventBridge_waiting()
    {
        var slow = new BrokenStore(TimeProvider.System) { Hangs = true };
        await using var bridge = await TestBridge.StartAsync(_sinks, services => services.AddSingleton<IIncidentStore>(slow));
        using var patient = new ApiDestination(bridge.EventsUrl, TestBridge.Connection, new RetryPolicy { MaximumRetryAttempts = 0 }, TimeProvider.System, new Random(1));

        var report = await patient.DeliverAsync(TestBridge.Event("root-create-access-key"), Cancellation);

        report.IsDelivered.ShouldBeTrue("the simulator hangs up after 5 s, as EventBridge does");
        _sinks.Sns.Received.ShouldHaveSingleItem().Subject.ShouldStartWith("(repeat?)");
    }

    [Fact]
    public async Task What_Teams_accepted_during_the_outage_and_never_posted_is_told_through_SNS()
    {
        await _bridge.DisposeAsync();
        var settings = TestBridge.Settings(_sinks);
        settings["Teams:Workflow:ReceiptsRequired"] = "true";
        settings["Links:BaseUrl"] = "https://rootwatch.example";
        settings["Links:Keys:k1"] = "0123456789abcdef0123456789abcdef";
        _bridge = await TestBridge.StartAsync(settings, new Amazon.Runtime.BasicAWSCredentials("test", "test"), services => services.AddSingleton<TimeProvider>(_time).AddSingleton<IIncidentStore>(_store));
        _sinks.Workflow.Faults.Enqueue(new Fault.Lost());
        _store.IsBroken = true;
        using var once = new ApiDestination(_bridge.EventsUrl, TestBridge.Connection, new RetryPolicy { MaximumRetryAttempts = 0 }, TimeProvider.System, new Random(1));
        await once.DeliverAsync(TestBridge.Event("root-create-access-key"), Cancellation);
        _store.IsBroken = false;

        foreach (var _ in Enumerable.Range(0, 6))
        {
            await BeatAsync();
        }

        _sinks.Sns.Received.Count.ShouldBe(2);
        _sinks.Sns.Received[1].Message.ShouldContain("but nobody reported it as");
    }

    private static byte[] At(string time, string sample)
    {
        var envelope = JsonNode.Parse(TestBridge.Event(sample))!;
        envelope["detail"]!["eventTime"] = $"2026-11-20T{time}Z";
        return JsonSerializer.SerializeToUtf8Bytes(envelope);
    }

    private async Task BeatAsync()
    {
        _time.Advance(TimeSpan.FromSeconds(31));
        await _bridge.DeliverAsync(Encoding.UTF8.GetBytes("""{"version":"0","id":"1","detail-type":"RootWatch Heartbeat","source":"rootwatch","account":"111122223333","region":"us-east-1","detail":{}}"""));
    }

    private async Task<string?> HealthAsync()
    {
        using var client = new HttpClient();
        _time.Advance(TimeSpan.FromSeconds(11));
        return (await client.GetFromJsonAsync<JsonElement>(_bridge.HealthUrl, Cancellation)).GetProperty("status").GetString();
    }
}
