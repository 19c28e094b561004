using RootWatch.Bridge.Notifications;

namespace RootWatch.Bridge.Health;

/// <summary>What <c>GET /api/health</c> answers: for anybody to read, so without a secret, an address or an account.</summary>
/// <param name="Build">The version and commit that run.</param>
/// <param name="Channels">The channels that are configured, and how each one's last attempt ended.</param>
public sealed record HealthReport(string Build, IReadOnlyList<ChannelHealth> Channels);
