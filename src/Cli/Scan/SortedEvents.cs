using System.Text;
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
    private readonly List<string> _runs = [];
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

    public void Dispose() => _runs.ForEach(File.Delete);

    private IEnumerable<RootEvent> Merged()
    {
        _held.Sort(static (one, other) => EventOrder.Comparer.Compare(one.Order, other.Order));
        var sources = _runs.Select(ReadRun).Append(_held).Select(run => run.GetEnumerator()).ToList();
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
        var path = Path.GetTempFileName();
        _runs.Add(path);
        _held.Sort(static (one, other) => EventOrder.Comparer.Compare(one.Order, other.Order));
        using var writer = new BinaryWriter(File.Create(path), Encoding.UTF8);
        foreach (var found in _held)
        {
            writer.Write(found.Order.At.UtcTicks);
            writer.Write(found.Order.SignsIn);
            writer.Write(found.Order.EventId);
            writer.Write(found.IsEnvelope);
            writer.Write(found.Json.Length);
            writer.Write(found.Json);
        }

        _held.Clear();
        _bytes = 0;
    }

    private static IEnumerable<RootEvent> ReadRun(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path), Encoding.UTF8);
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            yield return new RootEvent(
                new EventOrder(new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero), reader.ReadBoolean(), reader.ReadString()), reader.ReadBoolean(), reader.ReadBytes(reader.ReadInt32()));
        }
    }
}
