using RootWatch.Bridge.Storage;

namespace RootWatch.SideBySide.Bridge;

/// <summary>A store that counts its calls, and may take its time for each.</summary>
internal sealed class MeasuredStore(IIncidentStore store, TimeSpan delay = default) : IIncidentStore
{
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    public Task<StoredEntry?> FindAsync(string partition, string key, CancellationToken cancellationToken) =>
        CountAsync(() => store.FindAsync(partition, key, cancellationToken));

    public Task<IReadOnlyList<StoredEntry>> QueryAsync(string partition, string keyPrefix, CancellationToken cancellationToken) =>
        CountAsync(() => store.QueryAsync(partition, keyPrefix, cancellationToken));

    public Task<IReadOnlyList<string>?> TryWriteAsync(string partition, IReadOnlyList<EntryChange> changes, CancellationToken cancellationToken) =>
        CountAsync(() => store.TryWriteAsync(partition, changes, cancellationToken));

    public Task<int> ForgetAsync(DateTimeOffset writtenBefore, CancellationToken cancellationToken) =>
        CountAsync(() => store.ForgetAsync(writtenBefore, cancellationToken));

    private async Task<T> CountAsync<T>(Func<Task<T>> ask)
    {
        Interlocked.Increment(ref _calls);
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, TimeProvider.System, CancellationToken.None);
        }

        return await ask();
    }
}
