using System.Collections.Concurrent;

namespace RootWatch.Simulator.Sinks;

/// <summary>The faults to come: each queued one spoils one request; the standing one all others.</summary>
public sealed class FaultPlan
{
    private readonly ConcurrentQueue<Fault> _queue = new();

    /// <summary>What goes wrong with every request that no queued fault spoils; null for nothing.</summary>
    public Fault? Always { get; set; }

    /// <summary>Chooses anew for each request that no queued fault spoils; null for <see cref="Always"/>.</summary>
    public Func<Fault?>? Choose { get; set; }

    public void Enqueue(params ReadOnlySpan<Fault> faults)
    {
        foreach (var fault in faults)
        {
            _queue.Enqueue(fault);
        }
    }

    internal Fault? Next() => _queue.TryDequeue(out var fault) ? fault : Choose is { } choose ? choose() : Always;
}
