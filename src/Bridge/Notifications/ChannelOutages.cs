using System.Text.Json;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Notifications;

/// <summary>
/// Which channels refuse, the same for all processes: the other channels are told once when it begins, and once when
/// it is over.
/// </summary>
public sealed class ChannelOutages(IIncidentStore store, DeliveryLedger deliveries, TimeProvider time)
{
    private const string Prefix = "outage|";

    /// <summary>Notes that a channel refuses; what is to be told of it is leased to the caller.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<Delivery>> BeginAsync(string channel, string reason, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(LedgerKeys.System, Prefix + channel, cancellationToken) is not null)
        {
            return [];
        }

        var outage = new ChannelOutage(time.GetUtcNow(), reason);
        var entry = EntryChange.Insert(Prefix + channel, JsonSerializer.SerializeToUtf8Bytes(outage, LedgerJson.Default.ChannelOutage));
        return await deliveries.PostAsync(ChannelNotices.Refusing(channel, outage), cancellationToken, other => other != channel, entry);
    }

    /// <summary>Notes that a channel takes messages again; what is to be told of it is leased to the caller.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<Delivery>> EndAsync(string channel, CancellationToken cancellationToken) =>
        await store.FindAsync(LedgerKeys.System, Prefix + channel, cancellationToken) is { } entry
            ? await deliveries.PostAsync(ChannelNotices.Back(channel, Of(entry), time.GetUtcNow()), cancellationToken, other => other != channel, EntryChange.Delete(entry))
            : [];

    /// <summary>The channels that refuse, and since when, UTC.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<(string Channel, DateTimeOffset Since)>> OpenAsync(CancellationToken cancellationToken) =>
        [.. (await store.QueryAsync(LedgerKeys.System, Prefix, cancellationToken)).Select(entry => (entry.Key[Prefix.Length..], Of(entry).Since))];

    private static ChannelOutage Of(StoredEntry entry) => Ledger.Read(entry.Content, LedgerJson.Default.ChannelOutage);
}
