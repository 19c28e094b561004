namespace RootWatch.Bridge.Heartbeat;

/// <summary>An account's region as it was last heard.</summary>
/// <param name="Account">The account's 12 digits.</param>
/// <param name="Region">The region.</param>
/// <param name="Last">When its last heartbeat arrived, UTC.</param>
/// <param name="IsSilent">Its outage has been told.</param>
public sealed record Spoke(string Account, string Region, DateTimeOffset Last, bool IsSilent = false);
