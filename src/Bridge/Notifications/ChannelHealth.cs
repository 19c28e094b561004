using System.Text.Json.Serialization;

namespace RootWatch.Bridge.Notifications;

/// <summary>How a channel's last attempt ended.</summary>
/// <param name="Name">The channel.</param>
/// <param name="LastReachable">Whether it took the last message; null before the first.</param>
/// <param name="LastAttempt">When that was.</param>
/// <param name="Reason">Why it did not take it.</param>
public sealed record ChannelHealth(string Name, bool? LastReachable = null, DateTimeOffset? LastAttempt = null, string? Reason = null)
{
    /// <summary>When it last proved that it took a message, UTC; null where this process has seen none.</summary>
    public DateTimeOffset? LastProof { get; init; }

    /// <summary>It refuses messages until somebody changes a setting or a permission; null where this process does not know.</summary>
    public bool? IsRefusing { get; init; }

    /// <summary>Whether anybody hears it; null where that was not asked yet, or cannot be.</summary>
    public Subscribers? Subscribers { get; init; }

    /// <summary>When it last took a message from this process, UTC; null where it never did.</summary>
    [JsonIgnore]
    public DateTimeOffset? LastTaken { get; init; }
}
