using RootWatch.Bridge.Heartbeat;

namespace RootWatch.Cli.Coverage;

/// <summary>An account's region, as a running bridge shows it.</summary>
/// <param name="Account">The account's 12 digits.</param>
/// <param name="Region">The region.</param>
/// <param name="State">Whether its heartbeats are heard.</param>
/// <param name="Last">When the last one arrived, UTC; null where none ever did.</param>
/// <param name="CloudTrail">Whether its CloudTrail probes are seen; null where the bridge is too old to know them.</param>
/// <param name="CloudTrailLast">When the last one was, UTC; null where none ever was.</param>
internal sealed record SpokeView(
    string Account, string Region, CoverageState State, DateTimeOffset? Last, CoverageState? CloudTrail = null, DateTimeOffset? CloudTrailLast = null)
{
    /// <summary>Whether the hub's own heartbeats come through the rule for root; null elsewhere than at a hub.</summary>
    public CoverageState? RootPath { get; init; }

    /// <summary>When the last of them arrived, UTC; null where none ever did.</summary>
    public DateTimeOffset? RootPathLast { get; init; }

    /// <summary>How far AWS itself was asked; null where it was not.</summary>
    public ReconciledCoverage? Reconciled { get; init; }
}
