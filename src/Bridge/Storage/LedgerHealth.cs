namespace RootWatch.Bridge.Storage;

/// <summary>How the ledger last answered.</summary>
/// <param name="IsReachable">Whether it did; null before the first time.</param>
/// <param name="Since">Since when it is so, UTC.</param>
/// <param name="Problem">Why it did not.</param>
public sealed record LedgerHealth(bool? IsReachable, DateTimeOffset? Since, string? Problem)
{
    /// <summary>How many events and notices this process has told and not yet recorded.</summary>
    public int Unrecorded { get; init; }
}
