using RootWatch.Bridge.Incidents;

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

    public async Task<StoredEntry?> FindAsync(string partition, string key, CancellationToken cancellationToken)
    {
        await NoteAsync($"find {partition} {KindOf(key)}", cancellationToken);
        return await _store.FindAsync(partition, key, cancellationToken);
    }

    public async Task<IReadOnlyList<StoredEntry>> QueryAsync(string partition, string keyPrefix, CancellationToken cancellationToken)
    {
        await NoteAsync($"query {partition} {KindOf(keyPrefix)}".TrimEnd(), cancellationToken);
        return await _store.QueryAsync(partition, keyPrefix, cancellationToken);
    }

    public async Task<IReadOnlyList<string>?> TryWriteAsync(string partition, IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        await NoteAsync($"write {partition} {string.Join(' ', changes.Select(change => KindOf(change.Key)))}", cancellationToken);
        return await _store.TryWriteAsync(partition, changes, cancellationToken);
    }

    public async Task<int> ForgetAsync(DateTimeOffset writtenBefore, CancellationToken cancellationToken)
    {
        await NoteAsync("forget", cancellationToken);
        return await _store.ForgetAsync(writtenBefore, cancellationToken);
    }

    // Names and hashes are other ones each time.
    private static string KindOf(string key) => key.Split('|') is ["done" or "watch" or "outage", ..] ? key : key.Split('|')[0];

    private Task NoteAsync(string call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            _calls.Add(call);
        }

        return Task.CompletedTask;
    }
}
