using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RootWatch.LocalHost;

namespace RootWatch.FunctionApp.Tests.Timers;

/// <summary>How timers run without the Functions host.</summary>
public sealed class FunctionTimersTests : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly WatchedTime _time = new(new DateTimeOffset(2026, 11, 22, 20, 0, 30, TimeSpan.Zero));
    private readonly Runs _runs = new();
    private readonly LinesLogged _log = new();
    private readonly LoggerFactory _loggers;
    private ServiceProvider _services = null!;
    private FunctionTimers _timers = null!;

    public FunctionTimersTests() => _loggers = new LoggerFactory([_log]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _services = new ServiceCollection().AddSingleton(_runs).BuildServiceProvider();
        _timers = new FunctionTimers([Function("0 * * * * *")], _services.GetRequiredService<IServiceScopeFactory>(), _time, _loggers.CreateLogger<FunctionTimers>());
        await _timers.StartAsync(Cancellation);
        await _time.SomebodyWaitsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _timers.StopAsync(CancellationToken.None);
        _timers.Dispose();
        await _services.DisposeAsync();
        _loggers.Dispose();
    }

    [Fact]
    public async Task A_function_runs_when_its_schedule_says_and_not_at_the_start()
    {
        _runs.Count.ShouldBe(0);
        _time.Advance(TimeSpan.FromSeconds(29));
        _runs.Count.ShouldBe(0);

        _time.Advance(TimeSpan.FromSeconds(1));
        await _time.SomebodyWaitsAsync();

        _runs.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(3_600)]
    [InlineData(401 * 86_400)]
    public async Task However_far_the_clock_steps_it_runs_once_and_then_when_it_is_next_due(int seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        await _time.SomebodyWaitsAsync();
        _runs.Count.ShouldBe(1);

        _time.Advance(Minute);
        await _time.SomebodyWaitsAsync();

        _runs.Count.ShouldBe(2);
    }

    [Fact]
    public async Task While_it_runs_it_does_not_begin_again()
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = Next(_ => end.Task);
        _time.Advance(Minute);
        await begun;
        _time.Advance(5 * Minute);

        end.SetResult();
        await _time.SomebodyWaitsAsync();

        _runs.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_run_that_fails_is_logged_and_the_next_one_comes()
    {
        _runs.Outcome = _ => throw new InvalidOperationException("the store is gone");
        _time.Advance(Minute);
        await _time.SomebodyWaitsAsync();

        _time.Advance(Minute);
        await _time.SomebodyWaitsAsync();

        _runs.Count.ShouldBe(2);
        _log.Lines.ShouldBe(Enumerable.Repeat("The function Counted failed; it runs again when it is next due", 2));
    }

    [Fact]
    public async Task Stopping_cancels_the_run_waits_for_its_end_and_lets_no_other_begin()
    {
        var begun = Next(cancelled => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancelled));
        _time.Advance(Minute);
        await begun;

        await _timers.StopAsync(Cancellation);
        _time.Advance(5 * Minute);

        _runs.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("00:01:00")]
    [InlineData("* * * * *")]
    [InlineData("%Schedule%")]
    [InlineData("61 * * * * *")]
    public void A_schedule_that_is_not_understood_is_refused_by_name(string schedule) =>
        Should.Throw<InvalidOperationException>(() => Function(schedule)).Message.ShouldStartWith($"The schedule of Counted is \"{schedule}\".");

    private static TimerFunction Function(string schedule) =>
        new("Counted", typeof(CountedFunction).GetMethod(nameof(CountedFunction.RunAsync))!, new TimerTriggerAttribute(schedule));

    /// <summary>Completes when a run with that outcome has begun.</summary>
    private Task Next(Func<CancellationToken, Task> outcome)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _runs.Outcome = cancelled =>
        {
            begun.SetResult();
            return outcome(cancelled);
        };
        return begun.Task;
    }
}
