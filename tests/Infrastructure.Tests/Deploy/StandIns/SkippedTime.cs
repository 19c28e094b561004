namespace RootWatch.Infrastructure.Tests.Deploy.StandIns;

/// <summary>A clock that jumps ahead by whatever somebody waits for.</summary>
internal sealed class SkippedTime : TimeProvider
{
    private DateTimeOffset _now = new(2026, 11, 27, 8, 0, 0, TimeSpan.Zero);

    public TimeSpan Waited { get; private set; }

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan span) => _now += span;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Advance(dueTime);
        Waited += dueTime;
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
