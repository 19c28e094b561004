using RootWatch.Bridge.Storage;

namespace RootWatch.EndToEnd.Tests.Doors;

/// <summary>A store that fails in a way that no store should.</summary>
internal sealed class FailingStore : IIncidentStore
{
    public const string Secret = "text-of-a-stranger";

    public Task<StoredEntry?> FindAsync(string partition, string key, CancellationToken cancellationToken) => throw new InvalidOperationException(Secret);

    public Task<IReadOnlyList<StoredEntry>> QueryAsync(string partition, string keyPrefix, CancellationToken cancellationToken) => throw new InvalidOperationException(Secret);

    public Task<IReadOnlyList<string>?> TryWriteAsync(string partition, IReadOnlyList<EntryChange> changes, CancellationToken cancellationToken) => throw new InvalidOperationException(Secret);

    public Task<int> ForgetAsync(DateTimeOffset writtenBefore, CancellationToken cancellationToken) => throw new InvalidOperationException(Secret);
}
