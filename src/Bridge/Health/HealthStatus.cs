namespace RootWatch.Bridge.Health;

/// <summary>Whether the bridge does what it is for.</summary>
public enum HealthStatus
{
    Healthy,

    /// <summary>Alerts go out, but something is broken: the ledger, a channel, a setting that keeps something off, no spoke is heard any more, or the hub's heartbeat through the rule for root is missing.</summary>
    Degraded,
}
