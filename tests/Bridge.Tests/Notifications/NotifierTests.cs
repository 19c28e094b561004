using Microsoft.Extensions.Logging.Abstractions;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Notifications;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Tests.Notifications;

public sealed class NotifierTests
{
    private readonly FakeTimeProvider _time = new(A.Morning);
    private readonly InMemoryIncidentStore _store;

    public NotifierTests() => _store = new InMemoryIncidentStore(_time, DetectionPolicy.None, AccountProfiles.None);

    [Fact]
    public async Task A_channel_that_blocks_its_thread_holds_up_no_other()
    {
        using var told = new ManualResetEventSlim();
        var notifier = Notifier(
            new Channel("blocking", () =>
            {
                told.Wait(TestContext.Current.CancellationToken);
                return Task.FromResult<SendOutcome>(new SendOutcome.Sent("1"));
            }),
            new Channel("other", () =>
            {
                told.Set();
                return Task.FromResult<SendOutcome>(new SendOutcome.Sent("2"));
            }));

        var delivered = await notifier.NotifyAsync(await RecordAsync(notifier), new Arrival(_time));

        delivered.RetryAfter.ShouldBeNull();
    }

    [Fact]
    public async Task The_answer_does_not_wait_for_a_send_that_is_recorded_all_the_same()
    {
        var sending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource<SendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var notifier = Notifier(new Channel("late", () =>
        {
            sending.SetResult();
            return answer.Task;
        }));
        var recorded = await RecordAsync(notifier);

        var notifying = notifier.NotifyAsync(recorded, new Arrival(_time));
        await sending.Task;
        _time.Advance(Arrival.AnswerWithin);
        var delivered = await notifying;
        delivered.States["late"].ShouldBe(DeliveryState.Leased);
        delivered.RetryAfter.ShouldNotBeNull();

        answer.SetResult(new SendOutcome.Sent("proof"));
        var health = await UntilAsync(() => notifier.Health[0], channel => channel.LastReachable is true);
        health.Reason.ShouldBeNull();
        (await _store.DeliveriesOfAsync(recorded.Finding.Record.EventId, TestContext.Current.CancellationToken)).ShouldHaveSingleItem().Proof.ShouldBe("proof");
    }

    [Fact]
    public async Task Before_the_first_message_nobody_knows_whether_a_channel_is_reachable()
    {
        var notifier = Notifier(new Channel("quiet", () => Task.FromResult<SendOutcome>(new SendOutcome.Sent("1"))));

        notifier.Health.ShouldHaveSingleItem().LastReachable.ShouldBeNull();
        await notifier.NotifyAsync(await RecordAsync(notifier), new Arrival(_time));
        notifier.Health.ShouldHaveSingleItem().ShouldBe(new ChannelHealth("quiet", LastReachable: true, A.Morning));
    }

    private Notifier Notifier(params INotificationChannel[] channels) => new(channels, _store, _time, NullLogger<Notifier>.Instance);

    private async Task<RecordedFinding> RecordAsync(Notifier notifier) =>
        await _store.RecordAsync(A.Record(), A.Morning, notifier.ChannelNames, TestContext.Current.CancellationToken);

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
        public string Name => name;

        public Task<SendOutcome> SendAsync(Alert alert, CancellationToken cancellationToken) => send();
    }
}
