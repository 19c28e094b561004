namespace RootWatch.Bridge.Reconciliation;

/// <summary>Asks for a round now.</summary>
/// <param name="Account">The one account that it is about; null for all.</param>
/// <param name="Since">From when it asks; null to go on from where each region is complete.</param>
public sealed record ReconcileRequest(string? Account = null, DateTimeOffset? Since = null);
