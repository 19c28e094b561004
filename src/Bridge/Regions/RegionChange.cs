using RootWatch.Bridge.Heartbeat;

namespace RootWatch.Bridge.Regions;

/// <summary>A region was enabled or disabled in an account.</summary>
/// <param name="Place">The account and the region.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Event">What tells this change from a later one of the same kind: when it happened, or the event's id. May be any text.</param>
public sealed record RegionChange(SpokeId Place, RegionStatus Status, string Event);
