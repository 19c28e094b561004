namespace RootWatch.Cli.Scan;

/// <summary>Reads files side by side, and hands out what each holds in the files' order.</summary>
internal static class ReadFiles
{
    // Where one file is long, the others go on meanwhile; what they hold waits, so it must not be much.
    private static readonly int MostBegun = 2 * Math.Min(Environment.ProcessorCount, 8);

    /// <param name="files">The files.</param>
    /// <param name="read">Takes how many bytes were read, from many threads. It may end the reading by an exception.</param>
    public static IEnumerable<LogReading> InOrder(IReadOnlyCollection<LogFile> files, Action<int> read)
    {
        var begun = new Queue<Task<LogReading>>();
        var hasSpareProcessor = files.Count < Environment.ProcessorCount;
        try
        {
            foreach (var file in files)
            {
                if (begun.Count == MostBegun)
                {
                    yield return begun.Dequeue().GetAwaiter().GetResult();
                }

                begun.Enqueue(Task.Run(() => LogReading.Of(file, read, hasSpareProcessor)));
            }

            while (begun.TryDequeue(out var next))
            {
                yield return next.GetAwaiter().GetResult();
            }
        }
        finally
        {
            // Nobody takes these any more.
            foreach (var reading in begun)
            {
                _ = Task.WhenAny(reading).GetAwaiter().GetResult();
                if (reading.IsCompletedSuccessfully)
                {
                    reading.Result.Dispose();
                }
            }
        }
    }
}
