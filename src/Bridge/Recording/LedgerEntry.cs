using RootWatch.Bridge.Notifications;

namespace RootWatch.Bridge.Recording;

/// <summary>What was recorded, and where.</summary>
/// <param name="Result">What it came to.</param>
/// <param name="Deliveries">Where its deliveries are kept.</param>
/// <param name="IsInLedger">It is in the ledger, and not just in this process's memory.</param>
public sealed record LedgerEntry<T>(T Result, DeliveryLedger Deliveries, bool IsInLedger);
