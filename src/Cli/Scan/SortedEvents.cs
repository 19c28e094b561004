using RootWatch.Detection.History;

namespace RootWatch.Cli.Scan;

/// <summary>
/// Puts any number of events in order while it holds few of them: it writes sorted runs to temporary files and
/// merges those.
/// </summary>
internal sealed class SortedEvents(int mostBytes = SortedEvents.DefaultMostBytes) : IDisposable
{
    private const int DefaultMostBytes = 16 * 1024 * 1024;

    private readonly List<RootEvent> _held = [];
    private readonly List<EventFile> _runs = [];
    private long _bytes;

    public void Add(RootEvent found)
    {
        _held.Add(found);
        _bytes += found.Json.Length;
        if (_bytes > mostBytes)
        {
            WriteRun();
        }
    }

    /// <summary>All events in order, each event id once.</summary>
    public IEnumerable<RootEvent> InOrder()
    {
        RootEvent? last = null;
        foreach (var found in Merged())
        {
            // The same event has the same time and id, wherever it was found, so its copies come one after the other.
            if (last?.Order != found.Order)
            {
                yield return found;
            }

            last = found;
        }
    }

    public void Dispose() => _runs.ForEach(run => run.Dispose());

    private IEnumerable<RootEvent> Merged()
    {
        _held.Sort(static (one, other) => EventOrder.Comparer.Compare(one.Order, other.Order));
        var sources = _runs.Select(run => run.Read()).Append(_held).Select(run => run.GetEnumerator()).ToList();
        try
        {
            var next = new PriorityQueue<IEnumerator<RootEvent>, EventOrder>(EventOrder.Comparer);
            foreach (var source in sources.Where(source => source.MoveNext()))
            {
                next.Enqueue(source, source.Current.Order);
            }

            while (next.TryDequeue(out var source, out _))
            {
                yield return source.Current;
                if (source.MoveNext())
                {
                    next.Enqueue(source, source.Current.Order);
                }
            }
        }
        finally
        {
            sources.ForEach(source => source.Dispose());
        }
    }

    private void WriteRun()
    {
        _held.Sort(static (one, other) => EventOrder.Comparer.Compare(one.Order, other.Order));
        var run = new EventFile();
        _runs.Add(run);
        run.Append(_held);
        _held.Clear();
        _bytes = 0;
    }
}
