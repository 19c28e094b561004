namespace RootWatch.Bridge.Heartbeat;

/// <summary>What a process knows of the signs of life besides when each spoke's last one was.</summary>
/// <param name="First">When the first one reached it since it last looked, UTC; null where none did.</param>
/// <param name="NotBefore">Since when it could hear, where it knows of a pause that the ledger does not know of, UTC.</param>
/// <param name="IsAnybodyExpected">Whether some spoke is expected by name.</param>
internal sealed record ListeningState(DateTimeOffset? First = null, DateTimeOffset NotBefore = default, bool IsAnybodyExpected = false)
{
    /// <summary>The hubs' last heartbeats through the rule for root.</summary>
    public IReadOnlyList<SignOfLife> RootPaths { get; init; } = [];
}
