using RootWatch.Bridge.Ingestion;

namespace RootWatch.Cli.Scan;

/// <summary>Reads logs a second time, for records by anybody.</summary>
internal static class RecordsAgain
{
    /// <summary>Takes a record's bytes; says what is kept of it, or nothing.</summary>
    public delegate IEnumerable<T> Selector<out T>(ReadOnlySpan<byte> json);

    /// <param name="files">The files.</param>
    /// <param name="select">What is kept of a record.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static IEnumerable<T> Select<T>(LogFiles files, Selector<T> select, CancellationToken cancellationToken) =>
        files.Files.SelectMany(file => Select(file, select, cancellationToken));

    // As in the first reading, a file counts only where it is whole; what is wrong with it was told then.
    private static List<T> Select<T>(LogFile file, Selector<T> select, CancellationToken cancellationToken)
    {
        List<T> found = [];
        try
        {
            var (stream, _) = file.Open(_ => cancellationToken.ThrowIfCancellationRequested());
            using (stream)
            {
                new RecordReader(stream, new Unwrapper((json, kind) => found.AddRange(select(RecordIn(json, kind))), static _ => { })).Read();
            }
        }
        catch (Exception problem) when (LogReading.IsOfFile(problem))
        {
            return [];
        }

        return found;
    }

    private static ReadOnlySpan<byte> RecordIn(ReadOnlySpan<byte> json, RecordKind kind) =>
        kind != RecordKind.Envelope ? json
        : EnvelopeReader.TryRead(json, out var envelope) == EnvelopeFault.None && envelope.Kind == EnvelopeKind.CloudTrail ? json[envelope.Detail]
        : default;
}
