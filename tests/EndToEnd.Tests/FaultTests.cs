using System.Net;
using System.Text.Json;

namespace RootWatch.EndToEnd.Tests;

/// <summary>What the bridge does when its channels do not.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private RecordingSinks _sinks = null!;
    private TestBridge _bridge = null!;

    public async ValueTask InitializeAsync()
    {
        _sinks = await RecordingSinks.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        _bridge = await TestBridge.StartAsync(_sinks);
    }

    public async ValueTask DisposeAsync()
    {
        await _bridge.DisposeAsync();
        await _sinks.DisposeAsync();
    }

    [Fact]
    public async Task Teams_down_SNS_is_told_at_once_and_the_redelivery_tells_Teams_alone()
    {
        _sinks.Workflow.Faults.Enqueue([.. Enumerable.Repeat(new Fault.Status(503), 3)]);

        var report = await _bridge.DeliverAsync(TestBridge.Event("root-create-access-key"));

        report.Attempts.Select(attempt => attempt.Status).ShouldBe([HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK]);
        report.Attempts[0].RetryAfter.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.Zero);
        _sinks.Sns.Requests.ShouldBe(1);
        _sinks.Sns.Received.Count.ShouldBe(1);
        _sinks.Workflow.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task SNS_down_Teams_is_told_at_once_and_the_redelivery_tells_SNS_alone()
    {
        _sinks.Sns.Faults.Enqueue([.. Enumerable.Repeat(new Fault.Status(500), 3)]);

        var report = await _bridge.DeliverAsync(TestBridge.Event("root-create-access-key"));

        report.Attempts.Count.ShouldBe(2);
        _sinks.Workflow.Requests.ShouldBe(1);
        _sinks.Sns.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_throttled_SNS_is_tried_again_within_the_same_delivery()
    {
        _sinks.Sns.Faults.Enqueue(new Fault.Status(400, "<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code></Error></ErrorResponse>", "text/xml"));

        var report = await _bridge.DeliverAsync(TestBridge.Event("root-create-access-key"));

        report.Attempts.Count.ShouldBe(1);
        _sinks.Sns.Requests.ShouldBe(2);
        _sinks.Sns.Received.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("37", 37)]
    [InlineData("90000", 900)]
    public async Task A_channels_long_Retry_After_is_handed_on_within_reason(string asked, int seconds)
    {
        _sinks.Workflow.Faults.Enqueue(new Fault.Status(429, RetryAfter: asked));

        var report = await _bridge.DeliverAsync(TestBridge.Event("root-create-access-key"));

        report.Attempts[0].RetryAfter.ShouldBe(TimeSpan.FromSeconds(seconds));
        report.IsDelivered.ShouldBeTrue();
        _sinks.Workflow.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Both_slow_and_each_has_its_message_once()
    {
        _sinks.Workflow.Faults.Enqueue(new Fault.Slow(TimeSpan.FromSeconds(1)));
        _sinks.Sns.Faults.Enqueue(new Fault.Slow(TimeSpan.FromSeconds(1)));

        var report = await _bridge.DeliverAsync(TestBridge.Event("root-create-access-key"));

        report.Attempts.ShouldHaveSingleItem().Status.ShouldBe(HttpStatusCode.OK);
        _sinks.Workflow.Received.Count.ShouldBe(1);
        _sinks.Sns.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Both_hang_and_the_answer_comes_in_time_all_the_same()
    {
        _sinks.Workflow.Faults.Always = new Fault.Hang();
        _sinks.Sns.Faults.Always = new Fault.Hang();
        await using var bridge = await TestBridge.StartAsync(_sinks, TestBridge.InRealTime);

        (await bridge.DeliverOnceAsync(TestBridge.Event("root-create-access-key"))).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_message_after_a_broken_connection_says_that_it_may_be_a_repeat()
    {
        _sinks.Workflow.Faults.Enqueue(new Fault.Reset());
        _sinks.Sns.Faults.Enqueue(new Fault.Reset());

        await _bridge.DeliverAsync(TestBridge.Event("root-create-access-key"));

        _sinks.Sns.Received.ShouldHaveSingleItem().Subject.ShouldContain("(repeat?)");
        _sinks.Workflow.Received.ShouldHaveSingleItem().Card.GetRawText().ShouldContain("Possible repeat");
    }

    [Fact]
    public async Task The_same_event_eight_times_at_once_makes_one_message_on_each_channel()
    {
        var envelope = TestBridge.Event("root-create-access-key");
        using var once = new ApiDestination(_bridge.EventsUrl, TestBridge.Connection, new RetryPolicy { MaximumRetryAttempts = 0 }, TimeProvider.System, new Random(1));

        var reports = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => once.DeliverAsync(envelope, TestContext.Current.CancellationToken)));
        var later = await _bridge.DeliverAsync(envelope);

        reports.ShouldContain(report => report.IsDelivered);
        reports.ShouldAllBe(report => report.IsDelivered || report.Attempts[0].Status == HttpStatusCode.ServiceUnavailable);
        later.Attempts.ShouldHaveSingleItem().Status.ShouldBe(HttpStatusCode.OK);
        _sinks.Sns.Received.Count.ShouldBe(1);
        _sinks.Workflow.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_redelivery_of_what_was_sent_sends_nothing()
    {
        var envelope = TestBridge.Event("root-create-access-key");
        await _bridge.DeliverAsync(envelope);

        var again = await _bridge.DeliverAsync(envelope);

        again.Attempts.ShouldHaveSingleItem().Body.ShouldContain("\"outcome\":\"Notified\"");
        _sinks.Sns.Requests.ShouldBe(1);
        _sinks.Workflow.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_is_told_through_the_other_channel_and_health_says_why()
    {
        _sinks.Workflow.Faults.Always = new Fault.Status(401);

        var report = await _bridge.DeliverAsync(TestBridge.Event("root-create-access-key"));

        report.Attempts.ShouldHaveSingleItem().IsSuccess.ShouldBeTrue("SNS has it, and the ledger keeps it for Teams");
        report.Attempts[^1].Body.ShouldContain("\"teams\":\"Due\"");
        await _sinks.Sns.WaitForAsync(2, TestContext.Current.CancellationToken);
        _sinks.Sns.Received.Select(message => message.Attributes["kind"]).ShouldBe(["RootUse", "ChannelFailing"], ignoreOrder: true);
        using var client = new HttpClient();
        using var health = JsonDocument.Parse(await client.GetStringAsync(_bridge.HealthUrl, TestContext.Current.CancellationToken));
        var channels = health.RootElement.GetProperty("channels").EnumerateArray().ToDictionary(channel => channel.GetProperty("name").GetString()!, StringComparer.Ordinal);
        channels["teams"].GetProperty("lastReachable").GetBoolean().ShouldBeFalse();
        channels["teams"].GetProperty("reason").GetString().ShouldBe("HTTP 401");
        channels["sns"].GetProperty("lastReachable").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_gateways_page_of_HTML_is_a_fault_like_any_other()
    {
        _sinks.Workflow.Faults.Enqueue(new Fault.Status(502, "<html>Bad gateway</html>", "text/html"));

        (await _bridge.DeliverAsync(TestBridge.Event("root-create-access-key"))).Attempts.Count.ShouldBe(1);

        _sinks.Workflow.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_story_of_one_session_is_one_incident_with_few_messages()
    {
        foreach (var sample in new[] { "root-create-user", "root-describe-instances", "root-read-only-is-text", "root-attach-user-policy", "root-create-login-profile" })
        {
            (await _bridge.DeliverAsync(TestBridge.Event(sample))).IsDelivered.ShouldBeTrue();
        }

        _sinks.Sns.Received.Count.ShouldBe(1);
        _sinks.Workflow.Received.Count.ShouldBe(1);
    }
}
