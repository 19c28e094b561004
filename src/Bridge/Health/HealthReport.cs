using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Settings;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Health;

/// <summary>What <c>GET /api/health</c> answers: for anybody to read, so without a secret, an address or an account.</summary>
/// <param name="Status">In one word.</param>
/// <param name="Build">The version and commit that run.</param>
/// <param name="LastHeartbeat">When any spoke was last heard, UTC; null where none was, or the ledger does not say.</param>
/// <param name="Ledger">How the ledger last answered.</param>
/// <param name="Channels">The channels that are configured, and how each one's last attempt ended.</param>
public sealed record HealthReport(HealthStatus Status, string Build, DateTimeOffset? LastHeartbeat, LedgerHealth Ledger, IReadOnlyList<ChannelHealth> Channels)
{
    /// <summary>When the hub's own heartbeat last came through the rule for root, UTC; null where none did, or the ledger does not say.</summary>
    public DateTimeOffset? LastRootPathHeartbeat { get; init; }

    /// <summary>The settings that keep something off.</summary>
    public IReadOnlyList<UnusableSetting> Settings { get; init; } = [];
}
