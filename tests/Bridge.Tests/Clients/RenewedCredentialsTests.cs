using RootWatch.Bridge.Clients;
using RootWatch.Bridge.Notifications;

namespace RootWatch.Bridge.Tests.Clients;

public sealed class RenewedCredentialsTests
{
    private readonly FakeTimeProvider _time = new(TestData.Morning);
    private readonly Queue<Func<CancellationToken, Task<string>>> _answers = new();
    private int _asked;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_good_is_asked_for_once()
    {
        var credentials = Credentials(_ => Task.FromResult("first"));

        (await credentials.PrepareAsync(Cancellation)).ShouldBe("first");
        (await credentials.GetAsync(Cancellation)).ShouldBe("first");

        _asked.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_waits_for_a_renewal_while_what_is_at_hand_is_good()
    {
        var credentials = Credentials(_ => Task.FromResult("first"), Hang);
        await credentials.PrepareAsync(Cancellation);
        _time.Advance(TimeSpan.FromMinutes(57));

        (await credentials.PrepareAsync(Cancellation)).ShouldBe("first");
    }

    [Fact]
    public async Task A_renewal_that_fails_stops_no_message_while_what_is_at_hand_is_good_at_all()
    {
        var credentials = Credentials(_ => Task.FromResult("first"), _ => throw new InvalidOperationException());
        await credentials.PrepareAsync(Cancellation);
        _time.Advance(TimeSpan.FromMinutes(59.5));

        (await credentials.PrepareAsync(Cancellation)).ShouldBe("first");
    }

    [Fact]
    public async Task Who_hangs_is_waited_for_a_short_time_and_asked_anew_beside()
    {
        var credentials = Credentials(Hang, _ => Task.FromResult("second"));
        var first = credentials.PrepareAsync(Cancellation);
        while (!first.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(0.1));
            await Task.Yield();
        }

        (await Should.ThrowAsync<CredentialsException>(async () => await first)).Outcome.ShouldBe(new SendOutcome.Unavailable("no credentials in time"));
        (_time.GetUtcNow() - TestData.Morning).ShouldBeLessThan(TimeSpan.FromSeconds(10));
        (await credentials.PrepareAsync(Cancellation)).ShouldBe("second");
    }

    [Fact]
    public async Task What_was_dropped_is_not_used_again()
    {
        var credentials = Credentials(_ => Task.FromResult("first"), _ => Task.FromResult("second"));
        await credentials.PrepareAsync(Cancellation);

        credentials.Drop();

        (await credentials.GetAsync(Cancellation)).ShouldBe("second");
    }

    [Fact]
    public async Task A_late_answer_to_a_question_from_before_the_doubt_is_not_kept()
    {
        var late = new TaskCompletionSource<string>();
        var credentials = Credentials(_ => late.Task, _ => Task.FromResult("second"));
        var first = credentials.PrepareAsync(Cancellation);
        while (Volatile.Read(ref _asked) == 0)
        {
            await Task.Yield();
        }

        credentials.Drop();
        (await credentials.PrepareAsync(Cancellation)).ShouldBe("second");
        late.SetResult("doubted");
        await first;

        (await credentials.GetAsync(Cancellation)).ShouldBe("second");
    }

    private static Task<string> Hang(CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ContinueWith(_ => string.Empty, TaskScheduler.Default);

    private RenewedCredentials<string> Credentials(params Func<CancellationToken, Task<string>>[] answers)
    {
        foreach (var answer in answers)
        {
            _answers.Enqueue(answer);
        }

        return new(
            async cancellationToken =>
            {
                Interlocked.Increment(ref _asked);
                var value = await _answers.Dequeue()(cancellationToken);
                var now = _time.GetUtcNow();
                return new ExpiringCredentials<string>(value, now.AddMinutes(55), now.AddMinutes(60));
            },
            _time);
    }
}
