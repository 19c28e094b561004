using System.Text.Json;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>A watch whose state all processes share: what it notices is told by whoever writes it down first.</summary>
internal sealed class SharedSilenceWatch(string name, SilenceWatch watch, IIncidentStore store, DeliveryLedger deliveries)
{
    private readonly string _key = $"watch|{name}";

    // As it was last read or written, and looked at since.
    private SilenceWatchState _state = new();
    private string? _version;

    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<(SilenceWatchState State, IReadOnlyList<Delivery> Due)> LookAsync(IReadOnlyCollection<SignOfLife> signs, ListeningState listening, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // What this process noticed while the ledger was away goes on, where nobody else has written since.
        var entry = await store.FindAsync(LedgerKeys.System, _key, cancellationToken);
        var before = entry is not null && entry.Version != _version ? Ledger.Read(entry.Content, HeartbeatJson.Default.SilenceWatchState) : _state;
        var (state, notices) = watch.Look(before, signs, listening, now);
        var change = new EntryChange(_key, JsonSerializer.SerializeToUtf8Bytes(state, HeartbeatJson.Default.SilenceWatchState), entry?.Version);
        if (await deliveries.TryPostAsync(notices, change, cancellationToken) is not { } due)
        {
            // Somebody else has just looked, and tells.
            return (before, []);
        }

        _state = state;
        _version = due.Version;
        return (state, due.Deliveries);
    }

    /// <summary>What is noticed where the ledger does not answer.</summary>
    public IReadOnlyList<Notice> LookWithoutLedger(IReadOnlyCollection<SignOfLife> signs, ListeningState listening, DateTimeOffset now)
    {
        (_state, var notices) = watch.Look(_state, signs, listening, now);
        return notices;
    }
}
