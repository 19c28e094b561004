using System.Runtime.ExceptionServices;
using System.Text.Json;

namespace RootWatch.Cli.Scan;

/// <summary>What one file holds. It counts only where the file was whole: half a file's events would look like all of them.</summary>
internal sealed class LogReading : IDisposable
{
    // Nobody notices what reading ahead saves on less.
    private const int WorthReadingAhead = 1024 * 1024;

    // Why it could not be read to its end; null where it was whole.
    private ExceptionDispatchInfo? _problem;

    private LogReading(LogFile file) => File = file;

    public LogFile File { get; }

    /// <summary>How many events it holds, root's or not, copies included.</summary>
    public long Events { get; private set; }

    /// <summary>Its events that concern root, in its order.</summary>
    public BufferedEvents Roots { get; } = new();

    /// <summary>What was not understood of it.</summary>
    public UnknownShapes Unknown { get; } = new();

    /// <param name="file">What to read.</param>
    /// <param name="read">Takes how many bytes were read, as the file lies there. It may end the reading by an exception.</param>
    /// <param name="hasSpareProcessor">Whether another thread may unpack the file.</param>
    public static LogReading Of(LogFile file, Action<int> read, bool hasSpareProcessor)
    {
        var reading = new LogReading(file);
        try
        {
            reading.Read(read, hasSpareProcessor);
        }
        catch (Exception problem) when (IsOfFile(problem))
        {
            reading._problem = ExceptionDispatchInfo.Capture(problem);
        }
        catch
        {
            reading.Dispose();
            throw;
        }

        return reading;
    }

    /// <summary>Whether an exception tells of a file that is corrupt or cannot be read.</summary>
    public static bool IsOfFile(Exception problem) =>
        problem is JsonException or InvalidDataException or InvalidOperationException or IOException or UnauthorizedAccessException;

    public void ThrowIfNotWhole() => _problem?.Throw();

    public void Dispose() => Roots.Dispose();

    private void Read(Action<int> read, bool hasSpareProcessor)
    {
        var (stream, isPacked) = File.Open(read);
        using var unpacked = isPacked && hasSpareProcessor && File.Length >= WorthReadingAhead ? new ReadAheadStream(stream) : stream;
        new RecordReader(unpacked, new Unwrapper(Take, Unknown.Add)).Read();
    }

    private void Take(ReadOnlySpan<byte> json, RecordKind kind)
    {
        Events++;
        if (RootEvent.Of(json, kind) is { } root)
        {
            Roots.Add(root);
        }
    }
}
