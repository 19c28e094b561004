namespace RootWatch.Cli.Deploy;

/// <summary>What goes besides what always goes.</summary>
/// <param name="HasQueues">Whether the dead-letter queues go, with the events in them.</param>
/// <param name="HasLedger">Whether the storage account goes, with the ledger: what was told, and who answered.</param>
/// <param name="IsConfirmed">Whether nobody is asked.</param>
internal sealed record RemovalOptions(bool HasQueues, bool HasLedger, bool IsConfirmed);
