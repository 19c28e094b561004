using System.Net;
using System.Text;
using RootWatch.Simulator.Sinks;

namespace RootWatch.Simulator.Tests.Sinks;

/// <summary>The sinks accept and refuse as the services that they stand for.</summary>
public sealed class SinkTests : IAsyncLifetime
{
    private const string Card = """{"type":"AdaptiveCard","version":"1.4","body":[]}""";

    private readonly HttpClient _client = new();
    private RecordingSinks _sinks = null!;

    public async ValueTask InitializeAsync() => _sinks = await RecordingSinks.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _sinks.DisposeAsync();
    }

    [Fact]
    public async Task SNS_takes_a_signed_message_and_names_it()
    {
        var (status, body) = await PublishAsync(("Message", "hi"), ("Subject", "A subject"), ("MessageAttributes.entry.1.Name", "a"), ("MessageAttributes.entry.1.Value.StringValue", "b"));

        status.ShouldBe(HttpStatusCode.OK);
        var message = _sinks.Sns.Received.ShouldHaveSingleItem();
        body.ShouldContain($"<MessageId>{message.MessageId}</MessageId>");
        message.Attributes.ShouldHaveSingleItem().ShouldBe(KeyValuePair.Create("a", "b"));
    }

    [Theory]
    [InlineData("Subject", "two\nlines")]
    [InlineData("Subject", "ümlaut")]
    [InlineData("Message", "")]
    [InlineData("MessageStructure", "json")]
    [InlineData("TopicArn", "arn:aws:sns:eu-central-1:111122223333:a.fifo")]
    [InlineData("Action", "CreateTopic")]
    public async Task SNS_refuses_what_it_documents_to_refuse(string field, string value)
    {
        var (status, body) = await PublishAsync(("Message", "hi"), (field, value));

        status.ShouldBe(HttpStatusCode.BadRequest);
        body.ShouldContain("<Code>InvalidParameter</Code>");
        _sinks.Sns.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task SNS_refuses_a_long_subject_and_a_large_message()
    {
        (await PublishAsync(("Message", "hi"), ("Subject", new string('a', 100)))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await PublishAsync(("Message", new string('a', 262_145)))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task SNS_refuses_what_is_not_signed()
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("Action", "Publish")]);
        using var response = await _client.PostAsync(_sinks.SnsUrl, form, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_FIFO_topic_drops_a_duplicate()
    {
        (string, string)[] message = [("TopicArn", "arn:aws:sns:eu-central-1:111122223333:a.fifo"), ("Message", "hi"), ("MessageGroupId", "g"), ("MessageDeduplicationId", "d")];

        var first = await PublishAsync(message);
        var second = await PublishAsync(message);

        second.Body.Split("<MessageId>")[1][..36].ShouldBe(first.Body.Split("<MessageId>")[1][..36]);
        _sinks.Sns.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_webhook_accepts_and_posts_a_card()
    {
        using var response = await PostAsync(Message(Card));

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        _sinks.Workflow.Received.ShouldHaveSingleItem().Id.ShouldBe(response.Headers.GetValues("x-ms-workflow-run-id").Single());
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.4","body":[]}""")]
    [InlineData("""{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard","version":"1.5","body":[]}}]}""")]
    public async Task A_webhook_accepts_what_it_then_cannot_post(string body)
    {
        using var response = await PostAsync(body);

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        _sinks.Workflow.Accepted.ShouldBe(1);
        _sinks.Workflow.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task Graph_refuses_a_token_that_it_did_not_issue()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_sinks.BaseAddress, "v1.0/teams/t/channels/c/messages"));
        request.Headers.Add("Authorization", "Bearer forged");
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_slow_sink_does_its_work_though_the_caller_is_gone()
    {
        _sinks.Workflow.Faults.Enqueue(new Fault.Slow(TimeSpan.FromSeconds(0.5)));
        using var impatient = new HttpClient { Timeout = TimeSpan.FromSeconds(0.1) };
        using var content = new StringContent(Message(Card), Encoding.UTF8, "application/json");

        await Should.ThrowAsync<TaskCanceledException>(async () => await impatient.PostAsync(_sinks.WorkflowUrl, content, TestContext.Current.CancellationToken));

        await _sinks.Workflow.WaitForAsync(1, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Faults_come_in_the_order_in_which_they_were_ordered()
    {
        _sinks.Workflow.Faults.Enqueue(new Fault.Status(429, "slow down", RetryAfter: "7"), new Fault.Lost(), new Fault.Reset());

        using var throttled = await PostAsync(Message(Card));
        using var lost = await PostAsync(Message(Card));
        await Should.ThrowAsync<HttpRequestException>(async () => await PostAsync(Message(Card)));
        using var posted = await PostAsync(Message(Card));

        throttled.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        throttled.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(7));
        lost.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        posted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        _sinks.Workflow.Requests.ShouldBe(4);
        _sinks.Workflow.Received.Count.ShouldBe(1);
    }

    private static string Message(string card) =>
        $$"""{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","contentUrl":null,"content":{{card}}}]}""";

    private async Task<HttpResponseMessage> PostAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await _client.PostAsync(_sinks.WorkflowUrl, content, TestContext.Current.CancellationToken);
    }

    private async Task<(HttpStatusCode Status, string Body)> PublishAsync(params (string Name, string Value)[] fields)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal) { ["Action"] = "Publish", ["TopicArn"] = "arn:aws:sns:eu-central-1:111122223333:a" };
        foreach (var (name, value) in fields)
        {
            all[name] = value;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, _sinks.SnsUrl) { Content = new FormUrlEncodedContent(all) };
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=test");
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
