using System.Text.Json.Serialization;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>How a spoke stands.</summary>
/// <param name="Account">The account's 12 digits.</param>
/// <param name="Region">The region.</param>
/// <param name="State">Whether it is heard.</param>
/// <param name="Last">When its last heartbeat arrived, UTC; null where none ever did.</param>
/// <param name="CloudTrail">Whether its probes come through CloudTrail.</param>
/// <param name="CloudTrailLast">When the last of them did, UTC; null where none ever did.</param>
public sealed record Coverage(string Account, string Region, CoverageState State, DateTimeOffset? Last, CoverageState CloudTrail = CoverageState.NeverHeard, DateTimeOffset? CloudTrailLast = null)
{
    /// <summary>Whether the hub's own heartbeats come through the rule for root; null elsewhere than at a hub, and where the hub is too old to send them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CoverageState? RootPath { get; init; }

    /// <summary>When the last of them arrived, UTC; null where none ever did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? RootPathLast { get; init; }

    /// <summary>How far AWS itself was asked what happened there; null where it was not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReconciledCoverage? Reconciled { get; init; }
}
