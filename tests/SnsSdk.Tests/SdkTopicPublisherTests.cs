using System.Text.Json;
using Amazon.Runtime;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.FunctionApp.Sns;

namespace RootWatch.SnsSdk.Tests;

/// <summary>The publisher that is deployed, on the SDK's real core and on real sockets: one attempt, and a true outcome.</summary>
public sealed class SdkTopicPublisherTests
{
    private const string Taken = "<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></PublishResponse>";
    private static readonly TopicMessage Message = new(
        "arn:aws:sns:eu-central-1:111122223333:root-use", "AWS root", """{"default":"{}","email":"words","sms":"words"}""", IsByProtocol: true,
        new Dictionary<string, string>(StringComparer.Ordinal) { ["severity"] = "High" }, GroupId: null, DeduplicationId: null);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 10, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_arrives_is_the_message_with_its_attributes()
    {
        await using var aws = await MotoServer.StartAsync();
        var topic = await aws.CreateTopicAsync("root-use");
        var key = await aws.CreateKeyAsync("bridge", "sns:Publish", "sqs:ReceiveMessage");
        await aws.CheckSignaturesAsync();
        using var publisher = Publisher(aws.Url, key);

        (await publisher.PublishAsync(Message with { TopicArn = topic.Arn }, Cancellation)).ShouldBeOfType<SendOutcome.Succeeded>().Proof.ShouldNotBeEmpty();

        var message = (await aws.ReceiveAsync(topic, key)).ShouldHaveSingleItem();
        using var envelope = JsonDocument.Parse(message);
        envelope.RootElement.GetProperty("Subject").GetString().ShouldBe("AWS root");
        envelope.RootElement.GetProperty("MessageAttributes").GetProperty("severity").GetProperty("Value").GetString().ShouldBe("High");
    }

    [Fact]
    public async Task A_wrong_secret_is_a_refusal()
    {
        await using var aws = await MotoServer.StartAsync();
        var topic = await aws.CreateTopicAsync("root-use");
        var key = await aws.CreateKeyAsync("bridge", "sns:Publish");
        await aws.CheckSignaturesAsync();
        using var publisher = Publisher(aws.Url, new BasicAWSCredentials(key.GetCredentials().AccessKey, "wrong"), TimeProvider.System);

        (await publisher.PublishAsync(Message with { TopicArn = topic.Arn }, Cancellation)).ShouldBe(new SendOutcome.Refused("HTTP 403 SignatureDoesNotMatch") { IsOfCredentials = true });
    }

    [Fact]
    public Task A_taken_message_has_its_id_as_proof() => ShouldBe(RawServer.Answer("200 OK", Taken), new SendOutcome.Succeeded("m-1"));

    [Theory]
    [InlineData("<PublishResponse><PublishResult/></PublishResponse>")]
    [InlineData("<PublishResponse><PublishResult><MessageId></MessageId></PublishResult></PublishResponse>")]
    public Task Without_a_message_id_nobody_knows(string body) => ShouldBe(RawServer.Answer("200 OK", body), new SendOutcome.Unrecognized("HTTP 200 without a message id"));

    [Theory]
    [InlineData("400 Bad Request", "Throttling", "Throttling")]
    [InlineData("429 Too Many Requests", "TooMany", "HTTP 429 TooMany")]
    [InlineData("503 Service Unavailable", "ServiceUnavailable", "HTTP 503 ServiceUnavailable")]
    public Task A_throttled_message_waits_as_long_as_SNS_says(string status, string code, string reason) =>
        ShouldBe(RawServer.Answer(status, Error(code), "Retry-After: 7\r\n"), new SendOutcome.Unavailable(reason, TimeSpan.FromSeconds(7)));

    [Fact]
    public Task A_time_to_wait_until_is_read_against_the_clock_of_SNS() =>
        ShouldBe(
            RawServer.Answer("503 Service Unavailable", Error("Unavailable"), "Date: Wed, 25 Nov 2026 11:00:00 GMT\r\nRetry-After: Wed, 25 Nov 2026 11:00:09 GMT\r\n"),
            new SendOutcome.Unavailable("HTTP 503 Unavailable", TimeSpan.FromSeconds(9)));

    [Theory]
    [InlineData("403 Forbidden", "AuthorizationError")]
    [InlineData("404 Not Found", "NotFound")]
    [InlineData("400 Bad Request", "KMSDisabled")]
    public Task What_can_be_put_right_is_refused(string status, string code) =>
        ShouldBe(RawServer.Answer(status, Error(code)), new SendOutcome.Refused($"HTTP {status[..3]} {code}"));

    [Fact]
    public async Task A_redirect_is_neither_followed_nor_taken_for_success()
    {
        await using var elsewhere = new RawServer(RawServer.Answer("200 OK", Taken), RawServer.After.Close);
        await using var server = new RawServer(RawServer.Answer("307 Temporary Redirect", string.Empty, $"Location: {elsewhere.Url}\r\n"), RawServer.After.Close);
        using var publisher = Publisher(server.Url);

        var outcome = await OutcomeAsync(publisher);

        outcome.ShouldBeOfType<SendOutcome.Refused>();
        elsewhere.Requests.ShouldBe(0);
        server.Requests.ShouldBe(1);
    }

    [Fact]
    public Task What_SNS_will_never_take_is_rejected() =>
        ShouldBe(RawServer.Answer("400 Bad Request", Error("InvalidParameter")), new SendOutcome.Rejected("HTTP 400 InvalidParameter"));

    [Theory]
    [InlineData("503 Service Unavailable", "HTTP 503")]
    [InlineData("429 Too Many Requests", "HTTP 429")]
    public Task A_gateways_page_keeps_its_status_and_its_wait(string status, string reason) =>
        ShouldBe(RawServer.Answer(status, "<!DOCTYPE html><html><body>no<br></body></html>", "Retry-After: 7\r\n", "text/html"), new SendOutcome.Unavailable(reason, TimeSpan.FromSeconds(7)));

    [Fact]
    public Task A_login_page_is_not_taken_for_success() =>
        ShouldBe(RawServer.Answer("200 OK", "<!DOCTYPE html><html><body>Sign in<br></body></html>", contentType: "text/html"), new SendOutcome.Unrecognized("HTTP 200 without a message id"));

    [Fact]
    public async Task What_met_a_broken_connection_is_not_sent_again_by_the_client()
    {
        await using var server = new RawServer(string.Empty, RawServer.After.Reset);
        using var publisher = Publisher(server.Url);

        var failure = await Should.ThrowAsync<Exception>(async () => await publisher.PublishAsync(Message, Cancellation));

        SendOutcome.OfFailure(failure).ShouldBe(new SendOutcome.Unknown("connection reset"));
        server.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_connection_is_known_not_to_have_sent_anything()
    {
        Uri url;
        await using (var server = new RawServer(string.Empty, RawServer.After.Close))
        {
            url = server.Url;
        }

        using var publisher = Publisher(url);

        SendOutcome.OfFailure(await Should.ThrowAsync<Exception>(async () => await publisher.PublishAsync(Message, Cancellation))).ShouldBe(new SendOutcome.Unavailable("connection refused"));
    }

    [Theory]
    [InlineData(RawServer.After.Stall)]
    [InlineData(RawServer.After.Close)]
    [InlineData(RawServer.After.Reset)]
    public async Task A_body_that_is_slow_or_cut_takes_nothing_from_the_status(RawServer.After after)
    {
        await using var server = new RawServer(RawServer.Cut("200 OK", Taken[..70], "x-amzn-RequestId: r-1\r\n"), after);
        using var publisher = Publisher(server.Url, time: TimeProvider.System);

        (await OutcomeAsync(publisher)).ShouldBe(new SendOutcome.Succeeded(Taken[..70].Contains("m-1</MessageId>", StringComparison.Ordinal) ? "m-1" : "r-1"));

        server.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task A_cut_body_that_nothing_shows_to_be_SNSs_is_not_recognized()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n<Publish", RawServer.After.Close);
        using var publisher = Publisher(server.Url);

        (await OutcomeAsync(publisher)).ShouldBe(new SendOutcome.Unrecognized("HTTP 200 without a message id"));
    }

    [Fact]
    public async Task An_answer_that_never_begins_ends_with_its_attempt()
    {
        await using var server = new RawServer(string.Empty, RawServer.After.Stall);
        using var publisher = Publisher(server.Url);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var publishing = publisher.PublishAsync(Message, attempt.Token);
        while (server.Requests == 0)
        {
            await Task.Yield();
        }

        await attempt.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await publishing);
        server.Requests.ShouldBe(1);
    }

    private static string Error(string code) => $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>no</Message></Error><RequestId>r</RequestId></ErrorResponse>";

    private static async Task<SendOutcome> OutcomeAsync(SdkTopicPublisher publisher) => await publisher.PublishAsync(Message, Cancellation);

    private async Task ShouldBe(string answer, SendOutcome outcome)
    {
        await using var server = new RawServer(answer, RawServer.After.Close);
        using var publisher = Publisher(server.Url);

        (await OutcomeAsync(publisher)).ShouldBe(outcome);

        server.Requests.ShouldBe(1);
    }

    private SdkTopicPublisher Publisher(Uri url, AWSCredentials? credentials = null, TimeProvider? time = null) =>
        new(new AwsIdentity(credentials ?? new BasicAWSCredentials("test", "test")), Options.Create(new SnsOptions { TopicArn = Message.TopicArn, ServiceUrl = url }), time ?? _time);
}
