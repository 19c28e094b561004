namespace RootWatch.SideBySide.Detection;

/// <summary>
/// Does one thing with each of some records, over and over. The time is the processor's, not the clock's: what else the
/// machine does meanwhile counts little, and what the garbage collector does for it counts.
/// </summary>
internal sealed class RecordLoop(IReadOnlyList<byte[]> records, Action<byte[]> act)
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(150);

    // The runtime compiles what is hot well only a while after it has become hot.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    private bool _isWarm;

    /// <summary>Records a second, over a slice of the processor's time; for <see cref="Rounds"/>.</summary>
    public Task<double> RateAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        GetWarm();
        return Task.FromResult(Rate(Slice));
    }

    /// <summary>The bytes that one record costs, exactly, once everything is compiled and remembered.</summary>
    public double BytesPerRecord()
    {
        GetWarm();
        var before = GC.GetAllocatedBytesForCurrentThread();
        All();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)records.Count;
    }

    private void GetWarm()
    {
        if (!_isWarm)
        {
            Rate(WarmUp);
            _isWarm = true;
        }
    }

    private double Rate(TimeSpan time)
    {
        var passes = 0;
        var before = Environment.CpuUsage.TotalTime;
        TimeSpan spent;
        do
        {
            All();
            passes++;
            spent = Environment.CpuUsage.TotalTime - before;
        }
        while (spent < time);
        return passes * records.Count / spent.TotalSeconds;
    }

    private void All()
    {
        for (var at = 0; at < records.Count; at++)
        {
            act(records[at]);
        }
    }
}
