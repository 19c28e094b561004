namespace RootWatch.Bridge.Recording;

/// <summary>So much is being recorded of one account that there was no turn in time. EventBridge keeps the event.</summary>
public sealed class LedgerBusyException(Exception innerException) : Exception("The ledger is busy with this account.", innerException);
