using System.Net;

namespace RootWatch.FunctionApp.Tests.Worker;

/// <summary>The published program's timer, run as the Functions host runs it.</summary>
public sealed class SweepLedgerTests(PublishedApp published)
{
    [Fact]
    public async Task When_the_timer_is_due_what_was_left_is_sent()
    {
        await using var host = await HostUnderTest.StartWorkerAsync(published, HostUnderTest.Channels);
        using var conversation = new Conversation(host);
        host.Sinks.Workflow.Faults.Enqueue([new Fault.Status(503, RetryAfter: "600")]);
        using var body = Conversation.Json(Sample.Envelope("root-create-access-key"));
        using var answer = await conversation.AskAsync("POST /api/events", content: body, headers: ("x-functions-key", HostUnderTest.Key));
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        host.Sinks.Workflow.Received.ShouldBeEmpty();

        (await host.RunTimerAsync("SweepLedger")).ShouldBeTrue(host.Log);

        host.Sinks.Workflow.Received.ShouldHaveSingleItem();
        host.Sinks.Sns.Received.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Nobody_sets_it_off_over_HTTP(string method)
    {
        await using var host = await HostUnderTest.StartWorkerAsync(published, HostUnderTest.Channels);
        using var conversation = new Conversation(host);

        using var answer = await conversation.AskAsync($"{method} /api/SweepLedger", headers: ("x-functions-key", HostUnderTest.Key));

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
