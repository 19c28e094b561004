using System.Text.Json;

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
    /// <param name="progress">Takes how many bytes of all have been read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static Logs Read(IEnumerable<string> arguments, Action<string> complain, Action<long, long> progress, CancellationToken cancellationToken)
    {
        var logs = new Logs();
        using var files = LogFiles.Of(arguments);
        foreach (var missing in files.Missing)
        {
            logs.Unread++;
            complain($"{missing}: there is no such file, or no JSON file in it.");
        }

        var total = files.Files.Sum(file => file.Length);
        var done = 0L;
        foreach (var file in files.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            logs.Read(file, complain);
            done += file.Length;
            progress(done, total);
        }

        return logs;
    }

    public IEnumerable<RootEvent> InOrder() => _events.InOrder();

    public void Dispose() => _events.Dispose();

    private void Read(LogFile file, Action<string> complain)
    {
        try
        {
            // Once to see that it is whole, and once to take from it: half a file's events would look like all of them.
            var known = 0L;
            var unknown = new UnknownShapes();
            Read(file, new Unwrapper((_, _) => known++, unknown.Add));
            NotUnderstood += unknown.Count;
            unknown.Complain(file.Name, complain);
            if (known == 0 && unknown.Count == 0)
            {
                complain($"{file.Name}: it holds no CloudTrail record.");
            }

            Read(file, new Unwrapper(Take, static _ => { }));
        }
        catch (Exception problem) when (problem is JsonException or InvalidDataException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            Unread++;
            complain($"{file.Name}: skipped, for it is corrupt or cannot be read. {problem.Message}");
        }
    }

    private static void Read(LogFile file, Unwrapper unwrapper)
    {
        using var stream = file.Open();
        new RecordReader(stream, unwrapper).Read();
    }

    private void Take(ReadOnlySpan<byte> json, RecordKind kind)
    {
        Events++;
        if (RootEvent.Of(json, kind) is { } root)
        {
            _events.Add(root);
        }
    }
}
