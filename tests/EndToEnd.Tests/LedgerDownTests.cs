using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RootWatch.Bridge.Storage;

namespace RootWatch.EndToEnd.Tests;

/// <summary>While the ledger is out of reach people are told all the same, and EventBridge keeps the events.</summary>
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
    public async Task An_alert_goes_out_at_once_says_that_it_may_be_a_repeat_and_stays_due()
    {
        _store.IsBroken = true;

        var report = await _bridge.DeliverAsync(TestBridge.Event("root-create-access-key"));

        report.Attempts.ShouldAllBe(attempt => attempt.Status == HttpStatusCode.ServiceUnavailable && attempt.RetryAfter == TimeSpan.FromSeconds(5));
        report.Attempts[0].Body.ShouldContain("\"outcome\":\"StillDue\"");
        _sinks.Sns.Received.ShouldHaveSingleItem().Subject.ShouldContain("(repeat?)");
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
            (await _bridge.DeliverAsync(envelope)).IsDelivered.ShouldBeFalse();
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
        _sinks.Workflow.Faults.Always = new Fault.Status(503, RetryAfter: "600");
        await _bridge.DeliverOnceAsync(At("09:00:00", "root-console-login-no-mfa"));
        var (sns, teams) = (_sinks.Sns.Received.Count, _sinks.Workflow.Received.Count);
        (sns - teams).ShouldBe(2, "the sign-in is news, and so is what it makes of the new user that was known before it");
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
        await _store.TryWriteAsync("111122223333", [EntryChange.Set("account", "{"u8.ToArray())], Cancellation);

        (await _bridge.DeliverAsync(TestBridge.Event("root-create-access-key"))).IsDelivered.ShouldBeFalse("nothing can be written beside it");

        _sinks.Sns.Received.ShouldHaveSingleItem();
        (await HealthAsync()).ShouldBe("Degraded");
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_keeps_no_other_account_waiting()
    {
        await _store.TryWriteAsync("111122223333", [EntryChange.Set("account", "{"u8.ToArray())], Cancellation);
        await _bridge.DeliverAsync(TestBridge.Event("root-create-access-key"));

        (await _bridge.DeliverAsync(Of("444455556666", TestBridge.Event("root-create-access-key")))).Attempts.ShouldHaveSingleItem().IsSuccess.ShouldBeTrue();

        _sinks.Sns.Received[1].Subject.ShouldNotContain("(repeat?)");
    }

    [Theory]
    [InlineData("test")]
    [InlineData("tampering")]
    public async Task What_else_pages_people_goes_out_too_once_and_is_written_down(string what)
    {
        _store.IsBroken = true;
        var envelope = what is "test" ? TestEvent() : TestBridge.Tampering();
        (await _bridge.DeliverAsync(envelope)).IsDelivered.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(10));
        (await _bridge.DeliverAsync(envelope)).IsDelivered.ShouldBeFalse();
        Counts().ShouldBe((1, 1));
        _sinks.Sns.Received[0].Subject.ShouldContain("(repeat?)");

        _store.IsBroken = false;
        _time.Advance(TimeSpan.FromSeconds(10));

        (await _bridge.DeliverAsync(envelope)).Attempts.ShouldHaveSingleItem().IsSuccess.ShouldBeTrue();
        Counts().ShouldBe((1, 1));
        (await _store.QueryAsync("system", "delivery|", Cancellation)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_spoke_that_falls_silent_meanwhile_is_told_once_and_so_is_its_return()
    {
        await BeatAsync("444455556666");
        await BeatAsync();
        _store.IsBroken = true;
        foreach (var _ in Enumerable.Range(0, 6))
        {
            _time.Advance(TimeSpan.FromMinutes(4));
            await BeatAsync();
        }

        Kinds().ShouldBe(["SpokeSilent"]);
        _sinks.Sns.Received[0].Subject.ShouldContain("(repeat?)");
        _store.IsBroken = false;
        await BeatAsync();
        await BeatAsync();
        Kinds().ShouldBe(["SpokeSilent"], "the ledger takes in that it was told");
        await BeatAsync("444455556666");
        await BeatAsync();
        Kinds().ShouldBe(["SpokeSilent", "SpokeBack"]);
        _sinks.Workflow.Received.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_was_heard_meanwhile_is_not_called_silent_afterwards()
    {
        await BeatAsync();
        _store.IsBroken = true;
        foreach (var _ in Enumerable.Range(0, 6))
        {
            _time.Advance(TimeSpan.FromMinutes(4));
            await BeatAsync();
        }

        _store.IsBroken = false;
        await BeatAsync();

        Kinds().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_window_that_was_declared_before_counts_during_the_outage()
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("x-functions-key", TestBridge.Key);
        var window = $$"""{"from":"{{_time.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}}","to":"{{_time.GetUtcNow().AddHours(2):yyyy-MM-ddTHH:mm:ssZ}}","who":"Kim","ticket":"CHG-1"}""";
        using var content = new StringContent(window, Encoding.UTF8, "application/json");
        (await client.PostAsync(new Uri(_bridge.EventsUrl, "expectations"), content, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Created);
        Assessment(await _bridge.DeliverAsync(TestBridge.Event("root-create-user"))).ShouldBe("Expected");
        _store.IsBroken = true;

        Assessment(await _bridge.DeliverAsync(Of("444455556666", TestBridge.Event("root-create-user")))).ShouldBe("Expected");

        static string? Assessment(DeliveryReport report) => JsonDocument.Parse(report.Attempts[0].Body!).RootElement.GetProperty("assessment").GetString();
    }

    [Fact]
    public async Task What_is_too_large_to_wait_in_the_process_is_told_once_and_written_when_it_comes_back()
    {
        var large = JsonNode.Parse(TestBridge.Event("root-create-access-key"))!;
        large["detail"]!["requestParameters"] = new JsonObject { ["text"] = new string('x', 1_000_000) };
        var envelope = JsonSerializer.SerializeToUtf8Bytes(large);
        _store.IsBroken = true;
        (await _bridge.DeliverAsync(envelope)).IsDelivered.ShouldBeFalse();
        _store.IsBroken = false;
        _time.Advance(TimeSpan.FromSeconds(10));

        (await _bridge.DeliverAsync(envelope)).Attempts.ShouldHaveSingleItem().IsSuccess.ShouldBeTrue();

        Counts().ShouldBe((1, 1));
        (await _store.QueryAsync("111122223333", "event|", Cancellation)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_is_in_memory_is_written_as_soon_as_the_ledger_answers()
    {
        _store.IsBroken = true;
        await _bridge.DeliverAsync(TestBridge.Event("root-create-access-key"));
        _store.IsBroken = false;

        while ((await _store.QueryAsync("111122223333", "event|", Cancellation)).Count == 0)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Counts().ShouldBe((1, 1));
    }

    [Fact]
    public async Task What_this_process_told_before_is_not_told_again_when_it_comes_back_during_an_outage()
    {
        var envelope = TestBridge.Event("root-create-access-key");
        await _bridge.DeliverAsync(envelope);
        _store.IsBroken = true;

        (await _bridge.DeliverAsync(envelope)).Attempts.ShouldHaveSingleItem().IsSuccess.ShouldBeTrue("it is in the ledger, and told");

        Counts().ShouldBe((1, 1));
    }

    [Fact]
    public async Task Others_who_change_the_same_entry_all_the_time_are_waited_for_ever_longer()
    {
        var contended = new BrokenStore(TimeProvider.System) { Conflicts = true };
        await using var bridge = await TestBridge.StartAsync(_sinks, services => services.AddSingleton(TimeProvider.System).AddSingleton<IIncidentStore>(contended));
        var attempt = await bridge.DeliverOnceAsync(TestBridge.Event("root-create-access-key"));

        attempt.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        Counts().ShouldBe((1, 1));
        contended.Writes.ShouldBeLessThan(100, "it was about 1,200 in the same 2 s");
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

        _sinks.Sns.Received.ShouldHaveSingleItem().Subject.ShouldContain("(repeat?)");
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
        await using var bridge = await TestBridge.StartAsync(_sinks, services => services.AddSingleton(TimeProvider.System).AddSingleton<IIncidentStore>(slow));
        var attempt = await bridge.DeliverOnceAsync(TestBridge.Event("root-create-access-key"));

        attempt.Status.ShouldBe(HttpStatusCode.ServiceUnavailable, "the simulator hangs up after 5 s, as EventBridge does");
        _sinks.Sns.Received.ShouldHaveSingleItem().Subject.ShouldContain("(repeat?)");
    }

    [Fact]
    public async Task A_receipt_that_comes_during_the_outage_counts_so_nothing_is_told_again()
    {
        await RequireReceiptsAsync();
        _sinks.Workflow.GivesReceipts = false;
        _store.IsBroken = true;
        await _bridge.DeliverOnceAsync(TestBridge.Event("root-create-access-key"));
        using var client = new HttpClient();
        using var receipt = await client.PostAsync(new Uri(_bridge.EventsUrl, _sinks.Workflow.Received[0].Receipt!.PathAndQuery), content: null, Cancellation);
        receipt.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        _store.IsBroken = false;

        foreach (var _ in Enumerable.Range(0, 6))
        {
            await BeatAsync();
        }

        Counts().ShouldBe((1, 1));
    }

    [Fact]
    public async Task What_Teams_accepted_during_the_outage_and_never_posted_is_told_through_SNS()
    {
        await RequireReceiptsAsync();
        _sinks.Workflow.Faults.Enqueue(new Fault.Lost());
        _store.IsBroken = true;
        await _bridge.DeliverOnceAsync(TestBridge.Event("root-create-access-key"));
        _store.IsBroken = false;

        foreach (var _ in Enumerable.Range(0, 6))
        {
            await BeatAsync();
        }

        _sinks.Sns.Received.Count.ShouldBe(2);
        _sinks.Sns.Received[1].Message.ShouldContain("but did not report");
    }

    private async Task RequireReceiptsAsync()
    {
        await _bridge.DisposeAsync();
        _bridge = await TestBridge.StartAsync(TestBridge.SettingsWithReceipts(_sinks), new Amazon.Runtime.BasicAWSCredentials("test", "test"), services => services.AddSingleton<TimeProvider>(_time).AddSingleton<IIncidentStore>(_store));
    }

    private static byte[] At(string time, string sample)
    {
        var envelope = JsonNode.Parse(TestBridge.Event(sample))!;
        envelope["detail"]!["eventTime"] = $"2026-11-20T{time}Z";
        return JsonSerializer.SerializeToUtf8Bytes(envelope);
    }

    private static byte[] Of(string account, byte[] envelope) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(envelope).Replace("111122223333", account, StringComparison.Ordinal));

    private static byte[] TestEvent() => """{"version":"0","id":"1","detail-type":"RootWatch Test","source":"rootwatch","account":"111122223333","region":"us-east-1","detail":{"id":"0d4f1c7a-0a9e-4f0e-9a0a-1f6d2c3b4a59"}}"""u8.ToArray();

    private (int Sns, int Teams) Counts() => (_sinks.Sns.Received.Count, _sinks.Workflow.Received.Count);

    private IReadOnlyList<string> Kinds() => [.. _sinks.Sns.Received.Select(message => message.Attributes["kind"])];

    private async Task BeatAsync(string account = "111122223333")
    {
        _time.Advance(TimeSpan.FromSeconds(31));
        await _bridge.DeliverAsync(Of(account, """{"version":"0","id":"1","detail-type":"RootWatch Heartbeat","source":"rootwatch","account":"111122223333","region":"us-east-1","detail":{}}"""u8.ToArray()));
    }

    private async Task<string?> HealthAsync()
    {
        using var client = new HttpClient();
        _time.Advance(TimeSpan.FromSeconds(11));
        return (await client.GetFromJsonAsync<JsonElement>(_bridge.HealthUrl, Cancellation)).GetProperty("status").GetString();
    }
}
