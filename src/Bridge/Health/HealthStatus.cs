namespace RootWatch.Bridge.Health;

/// <summary>Whether the bridge does what it is for.</summary>
public enum HealthStatus
{
    Healthy,

    /// <summary>Alerts go out, but something is broken: the ledger, a channel, a setting that keeps something off, or no spoke is heard any more.</summary>
    Degraded,
}
