namespace RootWatch.Tests.Time;

/// <summary>The machine's time of day, with timers that are always due: who waits goes on at once.</summary>
internal sealed class TimeWithoutWaits : TimeProvider
{
    private int _waits;

    /// <summary>How often somebody has waited.</summary>
    public int Waits => Volatile.Read(ref _waits);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref _waits);
        return System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
    }
}
