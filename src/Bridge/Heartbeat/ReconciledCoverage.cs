namespace RootWatch.Bridge.Heartbeat;

/// <summary>How far AWS itself was asked for root events of an account's region.</summary>
/// <param name="Until">Up to when the ledger holds all of them, UTC; null where that is not known of any time.</param>
/// <param name="Found">How many were found so far that EventBridge had not brought.</param>
/// <param name="NotAsked">Why it could not be asked when that was last tried, in our own words; null where it could.</param>
public sealed record ReconciledCoverage(DateTimeOffset? Until, int Found, string? NotAsked);
