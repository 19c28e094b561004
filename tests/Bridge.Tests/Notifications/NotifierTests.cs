using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Notifications.Teams;

namespace RootWatch.Bridge.Tests.Notifications;

public sealed class NotifierTests
{
    private readonly FakeTimeProvider _time = new(A.Morning);
    private readonly InMemoryIncidentStore _store;

    public NotifierTests() => _store = new InMemoryIncidentStore(_time);

    [Fact]
    public async Task A_channel_that_blocks_its_thread_holds_up_no_other()
    {
        using var told = new ManualResetEventSlim();
        var (notifier, book, _) = Bridge(
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

        var delivered = await notifier.SendAsync(book.Deliveries, (await RecordAsync(book)).Deliveries, new Arrival(_time));

        delivered.RetryAfter.ShouldBeNull();
    }

    [Fact]
    public async Task The_answer_does_not_wait_for_a_send_that_is_recorded_all_the_same()
    {
        var sending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource<SendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (notifier, book, monitor) = Bridge(new Channel("late", () =>
        {
            sending.SetResult();
            return answer.Task;
        }));
        var recorded = await RecordAsync(book);

        var notifying = notifier.SendAsync(book.Deliveries, recorded.Deliveries, new Arrival(_time));
        await sending.Task;
        _time.Advance(Arrival.AnswerWithin);
        var delivered = await notifying;
        delivered.States["late"].ShouldBe(DeliveryState.Leased);
        delivered.RetryAfter.ShouldNotBeNull();

        answer.SetResult(new SendOutcome.Sent("proof"));
        var health = await UntilAsync(() => monitor.Health[0], channel => channel.LastReachable is true);
        health.Reason.ShouldBeNull();
        (await book.Deliveries.OfTopicAsync(recorded.IncidentId, TestContext.Current.CancellationToken)).ShouldHaveSingleItem().Proof.ShouldBe("proof");
    }

    [Fact]
    public async Task Before_the_first_message_nobody_knows_whether_a_channel_is_reachable()
    {
        var (notifier, book, monitor) = Bridge(new Channel("quiet", () => Task.FromResult<SendOutcome>(new SendOutcome.Sent("1"))));

        monitor.Health.ShouldHaveSingleItem().LastReachable.ShouldBeNull();
        await notifier.SendAsync(book.Deliveries, (await RecordAsync(book)).Deliveries, new Arrival(_time));
        monitor.Health.ShouldHaveSingleItem().ShouldBe(new ChannelHealth("quiet", LastReachable: true, A.Morning) { LastProof = A.Morning });
    }

    private (Notifier Notifier, Book Book, ChannelMonitor Monitor) Bridge(params INotificationChannel[] channels)
    {
        var monitor = new ChannelMonitor(channels, _time);
        var options = Options.Create(new NotificationOptions());
        var teams = Options.Create(new TeamsOptions());
        var notifier = new Notifier(channels, monitor, A.Composer(_time), teams, options, A.Metrics(), _time, NullLogger<Notifier>.Instance);
        return (notifier, new Book(_store, _time, channels), monitor);
    }

    private static Task<Recorded> RecordAsync(Book book) => book.Ledger.RecordAsync(A.Record(), "{}", A.Morning, TestContext.Current.CancellationToken);

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

        public Task<SendOutcome> SendAsync(Outgoing outgoing, CancellationToken cancellationToken) => send();
    }
}
