using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace RootWatch.EndToEnd.Tests;

/// <summary>A refusal is an opinion of the moment: what is refused stays due, and goes out when the channel has been mended.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private const string InvalidParameter = "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidParameter</Code><Message>Invalid parameter: Message too long</Message></Error></ErrorResponse>";

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private RecordingSinks _sinks = null!;
    private TestBridge _bridge = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);
        _bridge = await TestBridge.StartAsync(_sinks, services => services.AddSingleton<TimeProvider>(_time));
    }

    public async ValueTask DisposeAsync()
    {
        await _bridge.DisposeAsync();
        await _sinks.DisposeAsync();
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(400)]
    [InlineData(302)]
    [InlineData(410)]
    public async Task What_Teams_refuses_is_answered_200_once_SNS_has_it_and_goes_out_when_Teams_takes_messages_again(int status)
    {
        _sinks.Workflow.Faults.Always = new Fault.Status(status);

        (await OnceAsync(TestBridge.Event("root-create-access-key"))).Status.ShouldBe(HttpStatusCode.OK);
        Kinds().ShouldBe(["RootUse", "ChannelFailing"], ignoreOrder: true);

        _sinks.Workflow.Faults.Always = null;
        _time.Advance(TimeSpan.FromMinutes(2));
        await BeatAsync();
        await BeatAsync();

        _sinks.Workflow.Received.ShouldHaveSingleItem().Card.GetRawText().ShouldNotContain("Possible repeat");
        Kinds().ShouldBe(["RootUse", "ChannelFailing", "ChannelBack"], ignoreOrder: true);
        _sinks.Sns.Received[^1].Message.ShouldContain("accepts RootWatch");
    }

    [Fact]
    public async Task Which_channel_is_faster_does_not_decide_the_answer()
    {
        _sinks.Workflow.Faults.Always = new Fault.Status(403);
        _sinks.Sns.Faults.Enqueue(new Fault.Slow(TimeSpan.FromMilliseconds(500)));
        (await OnceAsync(TestBridge.Event("root-create-access-key"))).Status.ShouldBe(HttpStatusCode.OK);

        _sinks.Workflow.Faults.Always = null;
        _sinks.Workflow.Faults.Enqueue(new Fault.Slow(TimeSpan.FromMilliseconds(500)));
        _sinks.Sns.Faults.Always = new Fault.Status(403, Error("AuthorizationError"), "text/xml");
        (await OnceAsync(TestBridge.Event("root-create-access-key"))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Where_nobody_has_been_told_the_event_stays_due()
    {
        _sinks.Workflow.Faults.Always = new Fault.Status(404);
        _sinks.Sns.Faults.Always = new Fault.Status(404, Error("NotFound"), "text/xml");
        var envelope = TestBridge.Event("root-create-access-key");

        (await OnceAsync(envelope)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        _sinks.Sns.Faults.Always = null;

        (await OnceAsync(envelope)).Status.ShouldBe(HttpStatusCode.OK, "SNS was tried again, though it had refused a moment ago");
        _sinks.Sns.Received.Count(message => message.Attributes["kind"] is "RootUse").ShouldBe(1);
    }

    [Fact]
    public async Task What_is_down_is_still_answered_503_though_the_other_channel_has_it()
    {
        _sinks.Workflow.Faults.Always = new Fault.Status(503, RetryAfter: "600");

        (await OnceAsync(TestBridge.Event("root-create-access-key"))).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_channel_that_goes_on_refusing_is_tried_less_and_less_often_but_at_least_once_an_hour()
    {
        _sinks.Workflow.Faults.Always = new Fault.Status(403);
        await OnceAsync(TestBridge.Event("root-create-access-key"));
        var began = _time.GetUtcNow();
        List<double> tries = [0];
        while (_time.GetUtcNow() - began < TimeSpan.FromHours(5))
        {
            var before = _sinks.Workflow.Requests;
            await BeatAsync();
            if (_sinks.Workflow.Requests > before)
            {
                tries.Add((_time.GetUtcNow() - began).TotalMinutes);
            }
        }

        var waits = tries.Zip(tries.Skip(1), (one, next) => next - one).ToList();
        waits[0].ShouldBeInRange(0.5, 1.5);
        waits[^1].ShouldBeInRange(60, 62);
        waits.Zip(waits.Skip(1)).ShouldAllBe(pair => pair.Second > pair.First * 0.98, "a heartbeat comes every half minute");
        Kinds().Count(kind => kind is "ChannelFailing").ShouldBe(1, "an outage is told once");
    }

    [Fact]
    public async Task A_message_that_can_never_be_taken_is_not_tried_again()
    {
        _sinks.Sns.Faults.Always = new Fault.Status(400, InvalidParameter, "text/xml");

        (await OnceAsync(TestBridge.Event("root-create-access-key"))).Status.ShouldBe(HttpStatusCode.OK, "Teams has it");
        var tried = _sinks.Sns.Requests;
        foreach (var _ in Enumerable.Range(0, 5))
        {
            _time.Advance(TimeSpan.FromHours(1));
            await BeatAsync();
        }

        (_sinks.Sns.Requests - tried).ShouldBeLessThanOrEqualTo(1, "the last try may have been before Teams was done");
        _sinks.Workflow.Received.Count.ShouldBe(1, "the channel is in order, so nobody is told that it is not");
    }

    [Fact]
    public async Task Success_without_the_marks_of_the_service_is_no_success()
    {
        _sinks.Workflow.Faults.Always = new Fault.Status(200, "<html>Sign in</html>", "text/html");

        (await OnceAsync(TestBridge.Event("root-create-access-key"))).Status.ShouldBe(HttpStatusCode.OK, "SNS has it");

        Kinds().ShouldBe(["RootUse", "ChannelFailing"], ignoreOrder: true);
        _sinks.Workflow.Requests.ShouldBe(1, "a page does not turn into a service in a moment");
        using var client = new HttpClient();
        using var health = JsonDocument.Parse(await client.GetStringAsync(_bridge.HealthUrl, Cancellation));
        health.RootElement.GetProperty("status").GetString().ShouldBe("Degraded");

        _sinks.Workflow.Faults.Always = null;
        _time.Advance(TimeSpan.FromMinutes(2));
        await BeatAsync();
        _sinks.Workflow.Received.ShouldHaveSingleItem().Card.GetRawText().ShouldContain("Possible repeat");
    }

    private static string Error(string code) => $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code></Error></ErrorResponse>";

    private List<string> Kinds() => [.. _sinks.Sns.Received.Select(message => message.Attributes["kind"])];

    private async Task BeatAsync()
    {
        _time.Advance(TimeSpan.FromSeconds(31));
        (await OnceAsync(Encoding.UTF8.GetBytes("""{"version":"0","id":"1","detail-type":"RootWatch Heartbeat","source":"rootwatch","account":"111122223333","region":"us-east-1","detail":{}}"""))).IsSuccess.ShouldBeTrue();
    }

    private Task<Attempt> OnceAsync(byte[] envelope) => _bridge.DeliverOnceAsync(envelope);
}
