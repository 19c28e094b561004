namespace RootWatch.Cli.Scan;

/// <summary>A stream whose first bytes can be looked at before it is read, also where it cannot be read again from its start.</summary>
/// <param name="stream">What is read; it is closed with this one.</param>
/// <param name="read">Takes how many bytes were read each time. It may end the reading by an exception.</param>
internal sealed class PeekedStream(Stream stream, Action<int> read) : ReadOnlyStream
{
    private readonly byte[] _start = new byte[2];
    private int _peeked;
    private int _given;

    /// <summary>Looks at the first bytes. To be called once, before anything is read.</summary>
    public bool IsGzip()
    {
        _peeked = stream.ReadAtLeast(_start, _start.Length, throwOnEndOfStream: false);
        return _start is [0x1f, 0x8b];
    }

    public override int Read(Span<byte> buffer)
    {
        var again = Math.Min(_peeked - _given, buffer.Length);
        _start.AsSpan(_given, again).CopyTo(buffer);
        _given += again;
        var count = again + stream.Read(buffer[again..]);
        read(count);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stream.Dispose();
        }

        base.Dispose(disposing);
    }
}
