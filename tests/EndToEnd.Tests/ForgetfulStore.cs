using RootWatch.Bridge.Storage;

namespace RootWatch.EndToEnd.Tests;

/// <summary>A store that can be emptied, so that one bridge serves many tests that know nothing of each other.</summary>
internal sealed class ForgetfulStore : IIncidentStore
{
    private InMemoryIncidentStore _store = new(TimeProvider.System);

    public void Forget() => _store = new(TimeProvider.System);

    public Task<StoredEntry?> FindAsync(string partition, string key, CancellationToken cancellationToken) => _store.FindAsync(partition, key, cancellationToken);

    public Task<IReadOnlyList<StoredEntry>> QueryAsync(string partition, string keyPrefix, CancellationToken cancellationToken) =>
        _store.QueryAsync(partition, keyPrefix, cancellationToken);

    public Task<IReadOnlyList<string>?> TryWriteAsync(string partition, IReadOnlyList<EntryChange> changes, CancellationToken cancellationToken) =>
        _store.TryWriteAsync(partition, changes, cancellationToken);

    public Task<int> ForgetAsync(DateTimeOffset writtenBefore, CancellationToken cancellationToken) => _store.ForgetAsync(writtenBefore, cancellationToken);
}
