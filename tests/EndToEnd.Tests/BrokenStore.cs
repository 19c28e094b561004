using RootWatch.Bridge.Storage;

namespace RootWatch.EndToEnd.Tests;

/// <summary>A store that can be broken, and mended.</summary>
internal sealed class BrokenStore(TimeProvider time) : IIncidentStore
{
    private readonly InMemoryIncidentStore _store = new(time);

    public bool IsBroken { get; set; }

    /// <summary>It never answers.</summary>
    public bool Hangs { get; set; }

    /// <summary>Others are always faster: no change is made.</summary>
    public bool Conflicts { get; set; }

    /// <summary>How many times somebody tried to change something.</summary>
    public int Writes { get; private set; }

    /// <summary>It makes changes and then does not answer.</summary>
    public bool LosesAnswers { get; set; }

    public async Task<StoredEntry?> FindAsync(string partition, string key, CancellationToken cancellationToken)
    {
        if (Hangs)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        return await Ask().FindAsync(partition, key, cancellationToken);
    }

    public async Task<IReadOnlyList<StoredEntry>> QueryAsync(string partition, string keyPrefix, CancellationToken cancellationToken) =>
        await Ask().QueryAsync(partition, keyPrefix, cancellationToken);

    public async Task<IReadOnlyList<string>?> TryWriteAsync(string partition, IReadOnlyList<EntryChange> changes, CancellationToken cancellationToken)
    {
        Writes++;
        if (Conflicts)
        {
            return null;
        }

        var written = await Ask().TryWriteAsync(partition, changes, cancellationToken);
        return LosesAnswers ? throw new StoreUnavailableException("no answer") : written;
    }

    public async Task<int> ForgetAsync(DateTimeOffset writtenBefore, CancellationToken cancellationToken) => await Ask().ForgetAsync(writtenBefore, cancellationToken);

    private InMemoryIncidentStore Ask() => IsBroken ? throw new StoreUnavailableException("broken by the test") : _store;
}
