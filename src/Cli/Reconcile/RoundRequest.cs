using RootWatch.Bridge.Reconciliation;

namespace RootWatch.Cli.Reconcile;

/// <summary>What became of a round that was asked for.</summary>
/// <param name="Status">How the round stands; null where the bridge does not ask AWS.</param>
/// <param name="IsAnothers">Whether a round was going on already, so that this is that one.</param>
/// <param name="Why">Why the bridge does not ask AWS; null where it does.</param>
internal sealed record RoundRequest(ReconcileStatus? Status, bool IsAnothers, string? Why);
