namespace RootWatch.Cli.Scan;

/// <summary>Counts what has been read of all files, whoever reads it, and ends the reading where it is cancelled.</summary>
/// <param name="total">How many bytes there are.</param>
/// <param name="progress">Takes how many bytes of all have been read, each time it is some more.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class ReadCount(long total, Action<long, long> progress, CancellationToken cancellationToken)
{
    // No bar shows more, and each step costs.
    private const int Steps = 200;

    private readonly long _step = (total / Steps) + 1;
    private long _done;

    public void Add(int bytes)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var done = Interlocked.Add(ref _done, bytes);
        if (total > 0 && done / _step != (done - bytes) / _step)
        {
            progress(done, total);
        }
    }
}
