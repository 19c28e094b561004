using System.Diagnostics;

namespace RootWatch.SideBySide.Detection;

/// <summary>Does one thing with each of some records, over and over.</summary>
internal sealed class RecordLoop(IReadOnlyList<byte[]> records, Action<byte[]> act)
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(700);

    /// <summary>Records a second, over a slice of time; for <see cref="Rounds"/>.</summary>
    public Task<double> RateAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Rate(Slice));
    }

    /// <summary>The bytes that one record costs, exactly, once everything is compiled and remembered.</summary>
    public double BytesPerRecord()
    {
        Rate(WarmUp);
        var before = GC.GetAllocatedBytesForCurrentThread();
        All();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)records.Count;
    }

    private double Rate(TimeSpan time)
    {
        var passes = 0;
        var started = Stopwatch.GetTimestamp();
        TimeSpan elapsed;
        do
        {
            All();
            passes++;
            elapsed = Stopwatch.GetElapsedTime(started);
        }
        while (elapsed < time);
        return passes * records.Count / elapsed.TotalSeconds;
    }

    private void All()
    {
        for (var at = 0; at < records.Count; at++)
        {
            act(records[at]);
        }
    }
}
