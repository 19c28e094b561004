namespace RootWatch.Tests.Time;

/// <summary>
/// The machine's time of day, with timers and stopwatches that run several times slower: what a test does not mean
/// to try ends by its result, and not because the machine is busy.
/// </summary>
internal sealed class UnhurriedTime : TimeProvider
{
    private const int Slower = 4;

    public override long GetTimestamp() => System.GetTimestamp() / Slower;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new UnhurriedTimer(System.CreateTimer(callback, state, Stretched(dueTime), Stretched(period)));

    private static TimeSpan Stretched(TimeSpan time) => time > TimeSpan.Zero ? time * Slower : time;

    private sealed class UnhurriedTimer(ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Stretched(dueTime), Stretched(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
