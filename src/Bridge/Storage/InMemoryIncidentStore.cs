using System.Globalization;

namespace RootWatch.Bridge.Storage;

/// <summary>Keeps the ledger in the process: for a laptop, for tests, and for as long as the other store is out of reach. A restart forgets.</summary>
public sealed class InMemoryIncidentStore(TimeProvider time) : IIncidentStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SortedDictionary<string, VersionedEntry>> _partitions = new(StringComparer.Ordinal);
    private long _writes;

    public Task<StoredEntry?> FindAsync(string partition, string key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(Of(partition).TryGetValue(key, out var kept) ? kept.Entry : null);
        }
    }

    public Task<IReadOnlyList<StoredEntry>> QueryAsync(string partition, string keyPrefix, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<StoredEntry>>(
                [.. Of(partition).Values.Select(kept => kept.Entry).Where(entry => entry.Key.StartsWith(keyPrefix, StringComparison.Ordinal))]);
        }
    }

    public Task<IReadOnlyList<string>?> TryWriteAsync(string partition, IReadOnlyList<EntryChange> changes, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var entries = Of(partition);
            if (!changes.All(change => change.Version is EntryChange.AnyVersion || entries.GetValueOrDefault(change.Key)?.Entry.Version == change.Version))
            {
                return Task.FromResult<IReadOnlyList<string>?>(null);
            }

            var version = (++_writes).ToString(CultureInfo.InvariantCulture);
            foreach (var change in changes)
            {
                if (change.Content is { } content)
                {
                    entries[change.Key] = new VersionedEntry(new StoredEntry(change.Key, content, version), time.GetUtcNow());
                }
                else
                {
                    entries.Remove(change.Key);
                }
            }

            return Task.FromResult<IReadOnlyList<string>?>([.. changes.Select(_ => version)]);
        }
    }

    public Task<int> ForgetAsync(DateTimeOffset writtenBefore, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var forgotten = 0;
            foreach (var entries in _partitions.Values)
            {
                foreach (var old in entries.Where(entry => entry.Value.Written < writtenBefore).Select(entry => entry.Key).ToList())
                {
                    entries.Remove(old);
                    forgotten++;
                }
            }

            return Task.FromResult(forgotten);
        }
    }

    private SortedDictionary<string, VersionedEntry> Of(string partition)
    {
        if (!_partitions.TryGetValue(partition, out var entries))
        {
            entries = new SortedDictionary<string, VersionedEntry>(StringComparer.Ordinal);
            _partitions.Add(partition, entries);
        }

        return entries;
    }

    private sealed record VersionedEntry(StoredEntry Entry, DateTimeOffset Written);
}
