namespace RootWatch.Cli.Scan;

/// <summary>
/// One file's events, in the order in which it holds them, until it is known to be whole. However many they are, it
/// holds few of them in memory: the rest is in a temporary file.
/// </summary>
internal sealed class BufferedEvents : IDisposable
{
    private const int MostBytes = 2 * 1024 * 1024;

    private readonly List<RootEvent> _last = [];
    private EventFile? _first;
    private long _bytes;

    public void Add(RootEvent found)
    {
        _last.Add(found);
        _bytes += found.Json.Length;
        if (_bytes > MostBytes)
        {
            (_first ??= new EventFile()).Append(_last);
            _last.Clear();
            _bytes = 0;
        }
    }

    public IEnumerable<RootEvent> All() => (_first?.Read() ?? []).Concat(_last);

    public void Dispose() => _first?.Dispose();
}
