namespace RootWatch.Bridge.Storage;

/// <summary>The ledger's store did not answer, or not in time, or refused. The message holds no secret.</summary>
public class StoreUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
