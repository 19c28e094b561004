namespace RootWatch.Bridge.Storage;

/// <summary>
/// Where the ledger is kept: entries in partitions, each with a version. What is written to one partition at
/// once is written wholly or not at all, and only where nobody changed in the meantime what the writer had read.
/// </summary>
public interface IIncidentStore
{
    /// <summary>Null where there is none.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    Task<StoredEntry?> FindAsync(string partition, string key, CancellationToken cancellationToken);

    /// <summary>The entries whose keys begin so, in the order of their keys.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    Task<IReadOnlyList<StoredEntry>> QueryAsync(string partition, string keyPrefix, CancellationToken cancellationToken);

    /// <summary>Makes all the changes, at most 100, and returns the entries' new versions; null, and none is made, where one does not find what it expects.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer; whether it made the changes is unknown.</exception>
    Task<IReadOnlyList<string>?> TryWriteAsync(string partition, IReadOnlyList<EntryChange> changes, CancellationToken cancellationToken);

    /// <summary>Deletes every entry that was last written before then, and says how many.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    Task<int> ForgetAsync(DateTimeOffset writtenBefore, CancellationToken cancellationToken);
}
