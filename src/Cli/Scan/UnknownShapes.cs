namespace RootWatch.Cli.Scan;

/// <summary>What was not understood of a file, each thing named once.</summary>
internal sealed class UnknownShapes
{
    private const int Most = 5;

    private readonly Dictionary<string, long> _named = new(StringComparer.Ordinal);
    private long _others;

    public long Count { get; private set; }

    public void Add(string what)
    {
        Count++;
        if (_named.Count < Most || _named.ContainsKey(what))
        {
            _named[what] = _named.GetValueOrDefault(what) + 1;
        }
        else
        {
            _others++;
        }
    }

    public void Complain(string file, Action<string> complain)
    {
        foreach (var (what, count) in _named)
        {
            complain($"{file}: not understood: {what}{Times(count)}.");
        }

        if (_others > 0)
        {
            complain($"{file}: not understood: other things{Times(_others)}.");
        }
    }

    private static string Times(long count) => count == 1 ? string.Empty : FormattableString.Invariant($" ({count:N0} times)");
}
