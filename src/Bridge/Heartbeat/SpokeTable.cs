using System.Text.Json;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>
/// When each spoke was last heard, in the ledger: many spokes an entry, so that looking at all of them takes few calls.
/// What several processes heard is merged, in whichever order they write it.
/// </summary>
/// <param name="store">The ledger's store.</param>
/// <param name="outage">How long a spoke is not heard until that is an outage.</param>
/// <param name="retention">After how long a spoke that is not heard is forgotten.</param>
/// <param name="time">The time.</param>
internal sealed class SpokeTable(IIncidentStore store, TimeSpan outage, TimeSpan retention, TimeProvider time)
{
    public const string Partition = "spokes";

    private const int Entries = 16;
    private const string Prefix = "heard|";

    // As they were last read or written.
    private readonly Part[] _parts = [.. Enumerable.Range(0, Entries).Select(index => new Part($"{Prefix}{index:x}"))];

    /// <summary>Writes down what was heard, and says when every spoke was last heard.</summary>
    /// <param name="heard">What was heard and is not in the ledger yet.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer; what was not written is to be given again.</exception>
    public async Task<IReadOnlyDictionary<SpokeId, Spoke>> WriteAsync(IReadOnlyCollection<Spoke> heard, CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        var written = heard.ToLookup(spoke => IndexOf(spoke.Id));
        foreach (var index in written.Select(some => some.Key))
        {
            await WriteAsync(index, written[index], cancellationToken);
        }

        return Known().ToDictionary(spoke => spoke.Id);
    }

    /// <summary>When every spoke was last heard, as far as it was written down.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IEnumerable<Spoke>> AllAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        return Known();
    }

    // One hexadecimal digit of the hash: as many as there are entries.
    private static int IndexOf(SpokeId spoke) => Convert.ToInt32(LedgerKeys.HashOf(spoke.ToString())[..1], 16);

    private IEnumerable<Spoke> Known() => _parts.SelectMany(part => part.Spokes.Values).Where(IsKept);

    private bool IsKept(Spoke spoke) => spoke.IsHeardSince(time.GetUtcNow() - retention);

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var entries = (await store.QueryAsync(Partition, Prefix, cancellationToken)).ToDictionary(entry => entry.Key, StringComparer.Ordinal);
        foreach (var (index, part) in _parts.Index())
        {
            _parts[index] = part.As(entries.GetValueOrDefault(part.Key));
        }
    }

    private async Task WriteAsync(int index, IEnumerable<Spoke> heard, CancellationToken cancellationToken)
    {
        var contention = new ConflictBackoff(time);
        while (true)
        {
            var part = _parts[index];
            var spokes = part.Spokes.Where(spoke => IsKept(spoke.Value)).ToDictionary();
            foreach (var spoke in heard)
            {
                spokes[spoke.Id] = spokes.TryGetValue(spoke.Id, out var known) ? known.With(spoke, outage) : spoke;
            }

            var change = new EntryChange(part.Key, JsonSerializer.SerializeToUtf8Bytes([.. spokes.Values.OrderBy(spoke => spoke.Id.ToString(), StringComparer.Ordinal)], HeartbeatJson.Default.SpokeArray), part.Version);
            if (await store.TryWriteAsync(Partition, [change], cancellationToken) is [var version])
            {
                _parts[index] = part with { Version = version, Spokes = spokes };
                return;
            }

            await contention.WaitAsync(cancellationToken);
            _parts[index] = part.As(await store.FindAsync(Partition, part.Key, cancellationToken));
        }
    }

    private sealed record Part(string Key)
    {
        public string? Version { get; init; }

        public IReadOnlyDictionary<SpokeId, Spoke> Spokes { get; init; } = new Dictionary<SpokeId, Spoke>();

        public Part As(StoredEntry? entry) =>
            entry is null ? new Part(Key)
            : entry.Version == Version ? this
            : this with { Version = entry.Version, Spokes = Ledger.Read(entry.Content, HeartbeatJson.Default.SpokeArray).ToDictionary(spoke => spoke.Id) };
    }
}
