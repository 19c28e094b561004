using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RootWatch.Bridge.Clients;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Tests.Time;

namespace RootWatch.EndToEnd.Tests;

/// <summary>What SNS takes for a topic that nobody is subscribed to has told nobody.</summary>
public sealed class SubscriberTests : IAsyncLifetime
{
    // A Sunday evening.
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 20, 0, 0, TimeSpan.Zero));
    private readonly HttpClient _client = new();
    private RecordingSinks _sinks = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _sinks.DisposeAsync();
    }

    [Fact]
    public async Task A_topic_without_a_confirmed_subscriber_does_not_count_as_told_elsewhere()
    {
        _sinks.Sns.ConfirmedSubscriptions = 0;
        await using var bridge = await StartAsync();
        await BeatAsync(bridge);
        await KnownAsync(bridge, subscribers => subscribers.GetProperty("confirmed").GetInt32() == 0);
        _sinks.Workflow.Faults.Always = new Fault.Status(403);
        var envelope = TestBridge.Event("root-create-access-key");

        (await bridge.DeliverOnceAsync(envelope)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable, "nobody has heard it");
        _sinks.Workflow.Faults.Always = null;

        (await bridge.DeliverOnceAsync(envelope)).Status.ShouldBe(HttpStatusCode.OK, "Teams was tried again, though it had refused a moment ago");
        _sinks.Workflow.Received.ShouldHaveSingleItem();
        _sinks.Sns.Received.Count(message => message.Attributes["kind"] is "RootUse").ShouldBe(1);
    }

    [Fact]
    public async Task Health_and_the_weekly_message_say_that_nobody_hears_the_topic()
    {
        _sinks.Sns.ConfirmedSubscriptions = 0;
        await using var bridge = await StartAsync();
        await BeatAsync(bridge);
        await KnownAsync(bridge, subscribers => subscribers.GetProperty("confirmed").GetInt32() == 0);
        (await HealthAsync(bridge)).GetProperty("status").GetString().ShouldBe("Degraded");

        _time.AdvanceInTurn(TimeSpan.FromHours(13));
        await BeatAsync(bridge);

        _sinks.Workflow.Received.Select(post => post.Card.GetRawText()).ShouldContain(card => card.Contains("no subscription to its topic is confirmed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_topic_that_is_heard_is_healthy_and_the_weekly_message_says_nothing_of_it()
    {
        await using var bridge = await StartAsync();
        await BeatAsync(bridge);
        await KnownAsync(bridge, subscribers => subscribers.GetProperty("confirmed").GetInt32() == 1);
        (await HealthAsync(bridge)).GetProperty("status").GetString().ShouldBe("Healthy");

        _time.AdvanceInTurn(TimeSpan.FromHours(13));
        await BeatAsync(bridge);

        _sinks.Workflow.Received.ShouldHaveSingleItem().Card.GetRawText().ShouldNotContain("no subscription");
    }

    [Fact]
    public async Task Where_the_role_may_not_ask_it_is_unknown_and_counts_as_before()
    {
        _sinks.Sns.ConfirmedSubscriptions = null;
        await using var bridge = await StartAsync();
        await BeatAsync(bridge);
        await KnownAsync(bridge, subscribers => subscribers.GetProperty("problem").GetString() == "HTTP 403 AuthorizationError; the role needs sns:GetTopicAttributes");
        _sinks.Workflow.Faults.Always = new Fault.Status(403);

        (await bridge.DeliverOnceAsync(TestBridge.Event("root-create-access-key"))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task It_is_asked_a_few_seconds_after_the_start_daily_and_when_a_channel_refuses()
    {
        await using var bridge = await StartAsync();
        await UntilAsync(() => _sinks.Sns.Questions == 1, () => _time.AdvanceInTurn(TimeSpan.FromSeconds(1)));

        foreach (var _ in Enumerable.Range(0, 20))
        {
            _time.AdvanceInTurn(TimeSpan.FromHours(1));
            await BeatAsync(bridge);
        }

        _sinks.Sns.Questions.ShouldBe(1);
        _time.AdvanceInTurn(TimeSpan.FromHours(5));
        await BeatAsync(bridge);
        await UntilAsync(() => _sinks.Sns.Questions == 2);

        _sinks.Workflow.Faults.Enqueue(new Fault.Status(403));
        await bridge.DeliverOnceAsync(TestBridge.Event("root-create-access-key"));
        await UntilAsync(() => _sinks.Sns.Questions == 3);
    }

    [Fact]
    public async Task A_question_that_hangs_holds_up_nothing()
    {
        var hanging = new HangingSubscriptions();
        await using var bridge = await StartAsync(hanging);
        await BeatAsync(bridge);
        await hanging.Asked.Task.WaitAsync(Cancellation);

        (await bridge.DeliverOnceAsync(TestBridge.Event("root-create-access-key"))).Status.ShouldBe(HttpStatusCode.OK);

        (await HealthAsync(bridge)).GetProperty("status").GetString().ShouldBe("Healthy");
        _time.AdvanceInTurn(TimeSpan.FromSeconds(6));
        await KnownAsync(bridge, subscribers => subscribers.GetProperty("problem").GetString() == "no answer in time");
    }

    [Theory]
    [InlineData(true, "\"confirmed\":0")]
    [InlineData(false, "needs sns:GetTopicAttributes")]
    public async Task SNS_itself_is_asked_with_a_signature_and_the_roles_permission(bool may, string says)
    {
        await using var aws = await MotoServer.StartAsync();
        var topic = await aws.CreateTopicAsync("root-use");
        var subscriptions = await aws.Api.QueryAsync("sns", MotoServer.Region, "2010-03-31", "ListSubscriptionsByTopic", [("TopicArn", topic.Arn)], Cancellation);
        await aws.Api.QueryAsync("sns", MotoServer.Region, "2010-03-31", "Unsubscribe", [("SubscriptionArn", subscriptions.Descendants().First(found => found.Name.LocalName is "SubscriptionArn").Value)], Cancellation);
        var key = await aws.CreateKeyAsync("bridge", ["sns:Publish", .. may ? new[] { "sns:GetTopicAttributes" } : []]);
        await aws.CheckSignaturesAsync();
        await using var bridge = await TestBridge.StartAsync(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Sns:TopicArn"] = topic.Arn, ["Sns:ServiceUrl"] = aws.Url.AbsoluteUri }, key);

        await bridge.DeliverAsync(Heartbeat);

        await UntilAsync(async () => (await HealthAsync(bridge)).GetRawText().Contains(says, StringComparison.Ordinal));
    }

    private static byte[] Heartbeat => Encoding.UTF8.GetBytes("""{"version":"0","id":"1","detail-type":"RootWatch Heartbeat","source":"rootwatch","account":"111122223333","region":"us-east-1","detail":{}}""");

    private static Task UntilAsync(Func<bool> isSo, Action? meanwhile = null) =>
        UntilAsync(
            () =>
            {
                meanwhile?.Invoke();
                return Task.FromResult(isSo());
            });

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        while (!await isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancellation);
        }
    }

    private Task<TestBridge> StartAsync(ITopicSubscriptions? subscriptions = null) =>
        TestBridge.StartAsync(TestBridge.Settings(_sinks), new BasicAWSCredentials("test", "test"), services =>
        {
            services.AddSingleton<TimeProvider>(_time);
            if (subscriptions is not null)
            {
                services.AddSingleton(subscriptions);
            }
        });

    private async Task BeatAsync(TestBridge bridge)
    {
        _time.AdvanceInTurn(TimeSpan.FromSeconds(31));
        (await bridge.DeliverOnceAsync(Heartbeat)).IsSuccess.ShouldBeTrue();
    }

    private Task KnownAsync(TestBridge bridge, Func<JsonElement, bool> isSo) =>
        UntilAsync(async () => (await HealthAsync(bridge)).GetProperty("channels").EnumerateArray().Single(channel => channel.GetProperty("name").GetString() is "sns").GetProperty("subscribers") is { ValueKind: JsonValueKind.Object } known && isSo(known));

    private Task<JsonElement> HealthAsync(TestBridge bridge) => _client.GetFromJsonAsync<JsonElement>(bridge.HealthUrl, Cancellation);

    private sealed class HangingSubscriptions : ITopicSubscriptions
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<CapturedResponse> AskAsync(string topicArn, CancellationToken cancellationToken)
        {
            Asked.TrySetResult();
            return new TaskCompletionSource<CapturedResponse>().Task;
        }
    }
}
