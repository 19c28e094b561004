using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Notifications.Teams;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;
using RootWatch.Detection;

namespace RootWatch.Bridge.Tests.Notifications;

public sealed class NotifierTests
{
    private readonly FakeTimeProvider _time = new(TestData.Morning);
    private readonly InMemoryIncidentStore _store;

    public NotifierTests() => _store = new InMemoryIncidentStore(_time);

    [Fact]
    public async Task A_channel_that_blocks_its_thread_holds_up_no_other()
    {
        using var told = new ManualResetEventSlim();
        var (notifier, process, _) = Bridge(
            new Channel("blocking", () =>
            {
                told.Wait(TestContext.Current.CancellationToken);
                return Task.FromResult<SendOutcome>(new SendOutcome.Succeeded("1"));
            }),
            new Channel("other", () =>
            {
                told.Set();
                return Task.FromResult<SendOutcome>(new SendOutcome.Succeeded("2"));
            }));

        var delivered = await notifier.SendAsync(process.Deliveries, (await RecordAsync(process)).Deliveries, new AnswerDeadline(_time));

        delivered.RetryAfter.ShouldBeNull();
    }

    [Fact]
    public async Task The_answer_does_not_wait_for_a_send_that_is_recorded_all_the_same()
    {
        var sending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource<SendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (notifier, process, monitor) = Bridge(new Channel("late", () =>
        {
            sending.SetResult();
            return answer.Task;
        }));
        var recorded = await RecordAsync(process);

        var notifying = notifier.SendAsync(process.Deliveries, recorded.Deliveries, new AnswerDeadline(_time));
        await sending.Task;
        _time.Advance(AnswerDeadline.AnswerWithin);
        var delivered = await notifying;
        delivered.States["late"].ShouldBe(DeliveryState.Leased);
        delivered.RetryAfter.ShouldNotBeNull();

        answer.SetResult(new SendOutcome.Succeeded("proof"));
        var health = await UntilAsync(() => monitor.Health[0], channel => channel.LastReachable is true);
        health.Reason.ShouldBeNull();
        (await process.Deliveries.OfTopicAsync(recorded.IncidentId, TestContext.Current.CancellationToken)).ShouldHaveSingleItem().Proof.ShouldBe("proof");
    }

    [Fact]
    public async Task Before_the_first_message_nobody_knows_whether_a_channel_is_reachable()
    {
        var (notifier, process, monitor) = Bridge(new Channel("quiet", () => Task.FromResult<SendOutcome>(new SendOutcome.Succeeded("1"))));

        monitor.Health.ShouldHaveSingleItem().LastReachable.ShouldBeNull();
        await notifier.SendAsync(process.Deliveries, (await RecordAsync(process)).Deliveries, new AnswerDeadline(_time));
        monitor.Health.ShouldHaveSingleItem().ShouldBe(new ChannelHealth("quiet", LastReachable: true, TestData.Morning) { IsRefusing = false, LastProof = TestData.Morning, LastTaken = TestData.Morning });
    }

    [Fact]
    public async Task What_was_refused_is_not_sent_any_more_once_the_incidents_summary_was()
    {
        var answer = new SendOutcome.Refused("HTTP 403") as SendOutcome;
        var attempts = 0;
        var (notifier, process, _) = Bridge(new Channel("strict", () =>
        {
            attempts++;
            return Task.FromResult(answer);
        }));
        var alert = (await RecordAsync(process)).Deliveries[0];
        await notifier.SendAsync(process.Deliveries, [alert], new AnswerDeadline(_time));
        var topic = alert.Message.Topic;
        var summary = new Notice(NoticeKind.IncidentClosed, topic, Severity.Informational, "It is over.", [], []) { Number = 2 };
        answer = new SendOutcome.Succeeded("proof");
        await notifier.SendAsync(process.Deliveries, await process.Deliveries.PostAsync(summary, TestContext.Current.CancellationToken), new AnswerDeadline(_time));

        await notifier.SendAsync(process.Deliveries, await process.Deliveries.OfTopicAsync(topic, TestContext.Current.CancellationToken), new AnswerDeadline(_time));

        attempts.ShouldBe(2);
        var known = await process.Deliveries.OfTopicAsync(topic, TestContext.Current.CancellationToken);
        known.Select(delivery => delivery.State).ShouldBe([DeliveryState.FailedPermanently, DeliveryState.Sent]);
        known[0].Reason.ShouldBe("the incident is over, and its summary was sent instead");
    }

    [Fact]
    public async Task What_this_process_has_told_it_does_not_tell_again_from_another_book()
    {
        var attempts = 0;
        var (notifier, process, _) = Bridge(new Channel("once", () =>
        {
            attempts++;
            return Task.FromResult<SendOutcome>(new SendOutcome.Succeeded("proof"));
        }));
        var record = TestData.Record();
        var other = new TestLedger(new InMemoryIncidentStore(_time), _time, [new Channel("once", () => throw new NotSupportedException())]);
        var first = await process.Ledger.RecordAsync(record, "{}", TestData.Morning, TestContext.Current.CancellationToken);
        var again = await other.Ledger.RecordAsync(record, "{}", TestData.Morning, TestContext.Current.CancellationToken);

        await Task.WhenAll(
            notifier.SendAsync(process.Deliveries, first.Deliveries, new AnswerDeadline(_time)),
            notifier.SendAsync(other.Deliveries, again.Deliveries, new AnswerDeadline(_time)));

        attempts.ShouldBe(1);
        (await other.Deliveries.OfTopicAsync(again.IncidentId, TestContext.Current.CancellationToken)).ShouldHaveSingleItem().Proof.ShouldBe("proof");
        (await process.Deliveries.OfTopicAsync(again.IncidentId, TestContext.Current.CancellationToken)).ShouldHaveSingleItem().Proof.ShouldBe("proof");
    }

    private (Notifier Notifier, TestLedger Book, ChannelMonitor Monitor) Bridge(params INotificationChannel[] channels)
    {
        var process = new TestLedger(_store, _time, channels);
        var monitor = new ChannelMonitor(channels, _time);
        var options = Options.Create(new NotificationOptions());
        var teams = Options.Create(new TeamsOptions());
        var notifier = new Notifier(channels, monitor, new ChannelOutages(_store, process.Deliveries, _time), TestData.Composer(_time), teams, options, TestData.Metrics(), _time, NullLogger<Notifier>.Instance);
        return (notifier, process, monitor);
    }

    private static Task<RecordingResult> RecordAsync(TestLedger process) => process.Ledger.RecordAsync(TestData.Record(), "{}", TestData.Morning, TestContext.Current.CancellationToken);

    private static async Task<T> UntilAsync<T>(Func<T> read, Func<T, bool> isSo)
    {
        while (!isSo(read()))
        {
            await Task.Yield();
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        return read();
    }

    private sealed class Channel(string name, Func<Task<SendOutcome>> send) : INotificationChannel
    {
        public Task<string?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

        public string Name => name;

        public Task<SendOutcome> SendAsync(OutgoingMessage outgoing, CancellationToken cancellationToken) => send();
    }
}
