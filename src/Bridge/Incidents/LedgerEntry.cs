namespace RootWatch.Bridge.Incidents;

/// <summary>What was recorded, and where.</summary>
/// <param name="What">What it came to.</param>
/// <param name="Book">Where its deliveries are kept.</param>
/// <param name="IsInLedger">It is in the ledger, and not just in this process's memory.</param>
public sealed record LedgerEntry<T>(T What, Deliveries Book, bool IsInLedger);
