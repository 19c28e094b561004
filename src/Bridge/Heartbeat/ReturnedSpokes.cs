namespace RootWatch.Bridge.Heartbeat;

/// <summary>Spokes that were told as silent in one message, and are back.</summary>
/// <param name="Group">What was told, with those that are still silent.</param>
/// <param name="Spokes">Who is back.</param>
/// <param name="Silent">How many were silent before.</param>
/// <param name="Since">Since when the first of them is back, UTC.</param>
internal sealed record ReturnedSpokes(SilentSpokes Group, IReadOnlyList<SpokeId> Spokes, int Silent, DateTimeOffset Since);
