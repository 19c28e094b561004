namespace RootWatch.Bridge.Reconciliation;

/// <summary>A round that this process does.</summary>
/// <param name="Run">The round.</param>
/// <param name="Version">The version of its entry, as this process wrote it.</param>
public sealed record OwnedRun(ReconcileRun Run, string Version);
