using RootWatch.Bridge.Storage;

namespace RootWatch.EndToEnd.Tests;

/// <summary>A store that notes its calls.</summary>
internal sealed class NotingStore(TimeProvider time) : IIncidentStore
{
    private readonly Lock _lock = new();
    private readonly InMemoryIncidentStore _store = new(time);
    private readonly List<string> _calls = [];

    /// <summary>The calls since it was asked last, in alphabetical order.</summary>
    public IReadOnlyList<string> Calls()
    {
        lock (_lock)
        {
            string[] calls = [.. _calls.Order(StringComparer.Ordinal)];
            _calls.Clear();
            return calls;
        }
    }

    public Task<StoredEntry?> FindAsync(string partition, string key, CancellationToken cancellationToken)
    {
        Note($"find {partition} {KindOf(key)}");
        return _store.FindAsync(partition, key, cancellationToken);
    }

    public Task<IReadOnlyList<StoredEntry>> QueryAsync(string partition, string keyPrefix, CancellationToken cancellationToken)
    {
        Note($"query {partition} {KindOf(keyPrefix)}".TrimEnd());
        return _store.QueryAsync(partition, keyPrefix, cancellationToken);
    }

    public Task<IReadOnlyList<string>?> TryWriteAsync(string partition, IReadOnlyList<EntryChange> changes, CancellationToken cancellationToken)
    {
        Note($"write {partition} {string.Join(' ', changes.Select(change => KindOf(change.Key)))}");
        return _store.TryWriteAsync(partition, changes, cancellationToken);
    }

    public Task<int> ForgetAsync(DateTimeOffset writtenBefore, CancellationToken cancellationToken)
    {
        Note("forget");
        return _store.ForgetAsync(writtenBefore, cancellationToken);
    }

    // Names and hashes are other ones each time.
    private static string KindOf(string key) => key.Split('|') is ["done" or "watch" or "outage", ..] ? key : key.Split('|')[0];

    private void Note(string call)
    {
        lock (_lock)
        {
            _calls.Add(call);
        }
    }
}
