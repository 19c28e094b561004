namespace RootWatch.Tests.Time;

/// <summary>
/// The machine's time of day, with timers and stopwatches that run several times slower: what a test does not mean
/// to try ends by its result, and not because the machine is busy.
/// </summary>
internal sealed class UnhurriedTime(int slower = 4) : TimeProvider
{
    public override long GetTimestamp() => System.GetTimestamp() / slower;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new UnhurriedTimer(System.CreateTimer(callback, state, Stretched(dueTime, slower), Stretched(period, slower)), slower);

    private static TimeSpan Stretched(TimeSpan time, int slower) => time > TimeSpan.Zero ? time * slower : time;

    private sealed class UnhurriedTimer(ITimer timer, int slower) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Stretched(dueTime, slower), Stretched(period, slower));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
