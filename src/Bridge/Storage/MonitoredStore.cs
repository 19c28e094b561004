namespace RootWatch.Bridge.Storage;

/// <summary>A store whose every answer and failure the monitor sees.</summary>
internal sealed class MonitoredStore(IIncidentStore store, LedgerMonitor monitor) : IIncidentStore
{
    public Task<StoredEntry?> FindAsync(string partition, string key, CancellationToken cancellationToken) =>
        WatchAsync(store.FindAsync(partition, key, cancellationToken));

    public Task<IReadOnlyList<StoredEntry>> QueryAsync(string partition, string keyPrefix, CancellationToken cancellationToken) =>
        WatchAsync(store.QueryAsync(partition, keyPrefix, cancellationToken));

    public Task<IReadOnlyList<string>?> TryWriteAsync(string partition, IReadOnlyList<EntryChange> changes, CancellationToken cancellationToken) =>
        WatchAsync(store.TryWriteAsync(partition, changes, cancellationToken));

    public Task<int> ForgetAsync(DateTimeOffset writtenBefore, CancellationToken cancellationToken) =>
        WatchAsync(store.ForgetAsync(writtenBefore, cancellationToken));

    private async Task<T> WatchAsync<T>(Task<T> answer)
    {
        try
        {
            var result = await answer;
            monitor.Answered();
            return result;
        }
        catch (StoreUnavailableException failure)
        {
            monitor.Failed(failure.Message);
            throw;
        }
    }
}
