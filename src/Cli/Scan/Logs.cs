namespace RootWatch.Cli.Scan;

/// <summary>Reads all files' events that concern root, in order. A file that is not whole is reported and left out.</summary>
internal sealed class Logs : IDisposable
{
    private readonly SortedEvents _events = new();

    /// <summary>How many events were read, root's or not, copies included.</summary>
    public long Events { get; private set; }

    /// <summary>How many files were left out, or named and not there.</summary>
    public int Unread { get; private set; }

    /// <summary>How many things in files were not understood.</summary>
    public long NotUnderstood { get; private set; }

    /// <summary>Whether all that was named was read and understood: otherwise silence proves nothing.</summary>
    public bool AreWhole => Unread == 0 && NotUnderstood == 0;

    /// <param name="arguments">Files, folders, globs, and - for standard input.</param>
    /// <param name="complain">Takes what people should know of a file.</param>
    /// <param name="progress">Takes how many bytes of all have been read, from many threads.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static Logs Read(IEnumerable<string> arguments, Action<string> complain, Action<long, long> progress, CancellationToken cancellationToken) =>
        Read(LogFiles.Of(arguments), complain, progress, cancellationToken);

    /// <param name="files">The files.</param>
    /// <param name="complain">Takes what people should know of a file.</param>
    /// <param name="progress">Takes how many bytes of all have been read, from many threads.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static Logs Read(LogFiles files, Action<string> complain, Action<long, long> progress, CancellationToken cancellationToken)
    {
        var logs = new Logs();
        try
        {
            foreach (var missing in files.Missing)
            {
                logs.Unread++;
                complain($"{missing}: there is no such file, or no JSON file in it.");
            }

            var count = new ReadCount(files.Files.Sum(file => file.Length), progress, cancellationToken);
            foreach (var reading in ReadFiles.InOrder(files.Files, count.Add))
            {
                logs.Take(reading, complain);
            }
        }
        catch
        {
            logs.Dispose();
            throw;
        }

        return logs;
    }

    public IEnumerable<RootEvent> InOrder() => _events.InOrder();

    public void Dispose() => _events.Dispose();

    private void Take(LogReading reading, Action<string> complain)
    {
        using (reading)
        {
            try
            {
                TakeWhole(reading, complain);
            }
            catch (Exception problem) when (LogReading.IsOfFile(problem))
            {
                Unread++;
                complain($"{reading.File.Name}: skipped, for it is corrupt or cannot be read. {problem.Message}");
            }
        }
    }

    private void TakeWhole(LogReading reading, Action<string> complain)
    {
        reading.ThrowIfNotWhole();
        NotUnderstood += reading.Unknown.Count;
        reading.Unknown.Complain(reading.File.Name, complain);
        if (reading.Events == 0 && reading.Unknown.Count == 0)
        {
            complain($"{reading.File.Name}: it holds no CloudTrail record.");
        }

        Events += reading.Events;
        foreach (var root in reading.Roots.All())
        {
            _events.Add(root);
        }
    }
}
