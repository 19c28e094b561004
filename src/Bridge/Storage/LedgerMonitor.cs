using RootWatch.Bridge.Telemetry;

namespace RootWatch.Bridge.Storage;

/// <summary>Remembers how the ledger last answered, and lets the metrics know at once.</summary>
public sealed class LedgerMonitor(BridgeMetrics metrics, TimeProvider time)
{
    private LedgerHealth _health = new(IsReachable: null, Since: null, Problem: null);

    /// <summary>How the ledger last answered.</summary>
    public LedgerHealth Health => _health;

    internal void Answered()
    {
        metrics.LedgerIs(isReachable: true);
        if (_health.IsReachable is not true)
        {
            _health = new LedgerHealth(IsReachable: true, time.GetUtcNow(), Problem: null);
        }
    }

    internal void Failed(string problem)
    {
        metrics.LedgerIs(isReachable: false);
        _health = _health.IsReachable is false ? _health with { Problem = problem } : new LedgerHealth(IsReachable: false, time.GetUtcNow(), problem);
    }
}
