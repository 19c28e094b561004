namespace RootWatch.Bridge.Storage;

/// <summary>The store answers, but somebody changed an entry so that it cannot be read: what depends on it is as good as out of reach.</summary>
public sealed class UnreadableEntryException(string message, Exception innerException) : StoreUnavailableException(message, innerException);
