namespace RootWatch.Bridge.Storage;

/// <summary>A store that a setting keeps from being opened: as if it were out of reach, so people are told, and EventBridge keeps the events.</summary>
internal sealed class UnusableStore(string reason) : IIncidentStore
{
    public Task<StoredEntry?> FindAsync(string partition, string key, CancellationToken cancellationToken) => Fail<StoredEntry?>();

    public Task<IReadOnlyList<StoredEntry>> QueryAsync(string partition, string keyPrefix, CancellationToken cancellationToken) => Fail<IReadOnlyList<StoredEntry>>();

    public Task<IReadOnlyList<string>?> TryWriteAsync(string partition, IReadOnlyList<EntryChange> changes, CancellationToken cancellationToken) => Fail<IReadOnlyList<string>?>();

    public Task<int> ForgetAsync(DateTimeOffset writtenBefore, CancellationToken cancellationToken) => Fail<int>();

    private Task<T> Fail<T>() => Task.FromException<T>(new StoreUnavailableException(reason));
}
