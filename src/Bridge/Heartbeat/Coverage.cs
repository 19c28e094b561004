namespace RootWatch.Bridge.Heartbeat;

/// <summary>How a spoke stands.</summary>
/// <param name="Account">The account's 12 digits.</param>
/// <param name="Region">The region.</param>
/// <param name="State">Whether it is heard.</param>
/// <param name="Last">When its last heartbeat arrived, UTC; null where none ever did.</param>
/// <param name="CloudTrail">Whether its probes come through CloudTrail.</param>
/// <param name="CloudTrailLast">When the last of them did, UTC; null where none ever did.</param>
public sealed record Coverage(string Account, string Region, CoverageState State, DateTimeOffset? Last, CoverageState CloudTrail = CoverageState.NeverHeard, DateTimeOffset? CloudTrailLast = null);
