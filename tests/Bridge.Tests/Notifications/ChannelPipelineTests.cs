using System.Net;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications;

namespace RootWatch.Bridge.Tests.Notifications;

public sealed class ChannelPipelineTests
{
    private static readonly SendOutcome Sent = new SendOutcome.Succeeded("proof");
    private static readonly SendOutcome Unavailable = new SendOutcome.Unavailable("HTTP 503");

    private readonly FakeTimeProvider _time = new(TestData.Morning);

    [Fact]
    public async Task What_is_sent_is_sent_once()
    {
        var channel = new ScriptedChannel(Sent);

        var result = await SendAsync(channel);

        result.Outcome.ShouldBe(Sent);
        channel.Alerts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_passing_fault_is_tried_again_and_is_no_repeat()
    {
        var channel = new ScriptedChannel(Unavailable, Sent);

        var result = await SendAsync(channel);

        result.ShouldBe(new SendResult(Sent, MayHaveBeenSent: false));
        channel.Alerts.Select(alert => alert.MayBeRepeat).ShouldBe([false, false]);
    }

    [Fact]
    public async Task After_an_unknown_outcome_the_next_message_says_that_it_may_be_a_repeat()
    {
        var channel = new ScriptedChannel(new SendOutcome.Unknown("reset"), Sent);

        var result = await SendAsync(channel);

        result.ShouldBe(new SendResult(Sent, MayHaveBeenSent: true));
        channel.Alerts.Select(alert => alert.MayBeRepeat).ShouldBe([false, true]);
    }

    [Fact]
    public async Task A_refusal_is_not_tried_again()
    {
        var channel = new ScriptedChannel(new SendOutcome.Refused("HTTP 403"));

        (await SendAsync(channel)).Outcome.ShouldBeOfType<SendOutcome.Refused>();

        channel.Alerts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Three_attempts_are_the_most()
    {
        var channel = new ScriptedChannel(Unavailable, Unavailable, Unavailable, Sent);

        (await SendAsync(channel)).Outcome.ShouldBe(Unavailable);

        channel.Alerts.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_wait_that_fits_is_kept()
    {
        var channel = new ScriptedChannel(new SendOutcome.Unavailable("HTTP 429", TimeSpan.FromSeconds(2)), Sent) { Clock = _time };

        (await SendAsync(channel)).Outcome.ShouldBe(Sent);

        (channel.Times[1] - channel.Times[0]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_wait_that_does_not_fit_is_left_to_the_redelivery()
    {
        var busy = new SendOutcome.Unavailable("HTTP 429", TimeSpan.FromSeconds(30));
        var channel = new ScriptedChannel(busy, Sent);

        (await SendAsync(channel)).Outcome.ShouldBe(busy);

        channel.Alerts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_channel_that_never_answers_is_given_up_within_four_seconds()
    {
        var channel = new ScriptedChannel { Hangs = true, Clock = _time };

        var result = await SendAsync(channel);

        result.MayHaveBeenSent.ShouldBeTrue();
        result.Outcome.ShouldBeOfType<SendOutcome.Unknown>();
        channel.Cancelled.ShouldNotBeEmpty();
        channel.Cancelled.ShouldAllBe(at => at <= TestData.Morning + TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task What_is_sent_at_the_last_moment_is_not_sent_again()
    {
        var channel = new ScriptedChannel(Sent) { Hangs = true, IsLate = true };

        var result = await SendAsync(channel);

        result.ShouldBe(new SendResult(Sent, MayHaveBeenSent: false));
        channel.Alerts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_channel_that_stays_down_is_left_alone_for_a_while()
    {
        var channel = new ScriptedChannel([.. Enumerable.Repeat(Unavailable, 100)]);
        var pipeline = new ChannelPipeline(channel, _time);
        await SendAsync(pipeline);
        await SendAsync(pipeline);
        var before = channel.Alerts.Count;

        var result = await SendAsync(pipeline);

        channel.Alerts.Count.ShouldBe(before);
        result.Outcome.ShouldBeOfType<SendOutcome.Unavailable>().Reason.ShouldBe("circuit open");
    }

    [Fact]
    public async Task A_refused_connection_was_not_sent_but_a_reset_one_may_have_been()
    {
        var refused = await SendAsync(new ScriptedChannel { Throws = new HttpRequestException(HttpRequestError.ConnectionError) });
        var reset = await SendAsync(new ScriptedChannel { Throws = new HttpRequestException(HttpRequestError.ResponseEnded) });

        refused.MayHaveBeenSent.ShouldBeFalse();
        reset.MayHaveBeenSent.ShouldBeTrue();
    }

    [Fact]
    public async Task A_fault_of_our_own_is_reported_by_its_type_alone()
    {
        var result = await SendAsync(new ScriptedChannel { Throws = new InvalidOperationException("https://secret.example/?sig=1") });

        result.Outcome.ShouldBe(new SendOutcome.Unknown(nameof(InvalidOperationException)));
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, typeof(SendOutcome.Unavailable))]
    [InlineData(HttpStatusCode.ServiceUnavailable, typeof(SendOutcome.Unavailable))]
    [InlineData(HttpStatusCode.InternalServerError, typeof(SendOutcome.Unavailable))]
    [InlineData(HttpStatusCode.BadGateway, typeof(SendOutcome.Unknown))]
    [InlineData(HttpStatusCode.GatewayTimeout, typeof(SendOutcome.Unknown))]
    [InlineData(HttpStatusCode.Forbidden, typeof(SendOutcome.Refused))]
    [InlineData(HttpStatusCode.Redirect, typeof(SendOutcome.Refused))]
    public void Statuses_have_their_meaning(HttpStatusCode status, Type outcome) => SendOutcome.OfStatus(status, retryAfter: null).ShouldBeOfType(outcome);

    private Task<SendResult> SendAsync(ScriptedChannel channel) => SendAsync(new ChannelPipeline(channel, _time));

    private async Task<SendResult> SendAsync(ChannelPipeline pipeline)
    {
        var sending = pipeline.SendAsync(TestData.Alert(TestData.Finding()), TestContext.Current.CancellationToken);
        while (!sending.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        return await sending;
    }

    private sealed class ScriptedChannel(params SendOutcome[] outcomes) : INotificationChannel
    {
        public Task<string?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

        private readonly Queue<SendOutcome> _outcomes = new(outcomes);

        public string Name => "scripted";

        public bool Hangs { get; init; }

        /// <summary>Ends well, though the time is up.</summary>
        public bool IsLate { get; init; }

        public Exception? Throws { get; init; }

        public TimeProvider Clock { get; init; } = TimeProvider.System;

        public List<OutgoingMessage> Alerts { get; } = [];

        public List<DateTimeOffset> Times { get; } = [];

        public List<DateTimeOffset> Cancelled { get; } = [];

        public async Task<SendOutcome> SendAsync(OutgoingMessage outgoing, CancellationToken cancellationToken)
        {
            Alerts.Add(outgoing);
            Times.Add(Clock.GetUtcNow());
            if (Hangs)
            {
                await using var cancelled = cancellationToken.Register(() => Cancelled.Add(Clock.GetUtcNow()));
                var hanging = Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                await hanging.ConfigureAwait(IsLate ? ConfigureAwaitOptions.SuppressThrowing : ConfigureAwaitOptions.None);
            }

            return Throws is null ? _outcomes.Dequeue() : throw Throws;
        }
    }
}
