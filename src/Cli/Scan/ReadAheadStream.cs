using System.IO.Pipelines;

namespace RootWatch.Cli.Scan;

/// <summary>Lets another thread unpack a stream while what is unpacked already is read.</summary>
internal sealed class ReadAheadStream : ReadOnlyStream
{
    private const int Chunk = 64 * 1024;

    private static readonly PipeOptions Options = new(pauseWriterThreshold: 16 * Chunk, resumeWriterThreshold: 8 * Chunk, minimumSegmentSize: Chunk, useSynchronizationContext: false);

    private readonly Stream _stream;
    private readonly Stream _unpacked;
    private readonly Task _unpacking;

    /// <param name="stream">What is read; it is closed with this one.</param>
    public ReadAheadStream(Stream stream)
    {
        var pipe = new Pipe(Options);
        _stream = stream;
        _unpacked = pipe.Reader.AsStream();
        _unpacking = Task.Factory.StartNew(() => Unpack(stream, pipe.Writer), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public override int Read(Span<byte> buffer)
    {
        var count = _unpacked.Read(buffer);
        if (count == 0)
        {
            // What went wrong shows after all that was unpacked before, as if nobody had read ahead.
            _unpacking.GetAwaiter().GetResult();
        }

        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unpacked.Dispose();
            _ = Task.WhenAny(_unpacking).GetAwaiter().GetResult();
            _stream.Dispose();
        }

        base.Dispose(disposing);
    }

    private static void Unpack(Stream stream, PipeWriter writer)
    {
        try
        {
            var isWanted = true;
            while (isWanted && stream.Read(writer.GetSpan(Chunk)) is > 0 and var count)
            {
                writer.Advance(count);
                isWanted = !writer.FlushAsync().AsTask().GetAwaiter().GetResult().IsCompleted;
            }
        }
        finally
        {
            writer.Complete();
        }
    }
}
