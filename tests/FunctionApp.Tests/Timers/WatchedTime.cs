using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace RootWatch.FunctionApp.Tests.Timers;

/// <summary>A fake clock that says when somebody waits for it.</summary>
internal sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Completes when somebody has begun to wait, once for each that does; returns how long they wait.</summary>
    public async Task<TimeSpan> SomebodyWaitsAsync() => await _waits.Reader.ReadAsync(TestContext.Current.CancellationToken);
}
