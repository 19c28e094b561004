using System.Text.Json;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Notifications;

/// <summary>Who sends which message, and what came of it.</summary>
public sealed class DeliveryLedger(IIncidentStore store, Ledger ledger, TimeProvider time)
{
    /// <summary>Longer than any attempt takes, so that one still running is never joined by a second one.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    /// <summary>Makes a notice due once, and leases its deliveries to the caller; none where it was due before.</summary>
    /// <param name="notice">What is to be told; its topic is its name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="isFor">Which channels it is for; null for all.</param>
    /// <param name="together">What else is written with it, in its topic's partition; null where nothing is.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<Delivery>> PostAsync(Notice notice, CancellationToken cancellationToken, Func<string, bool>? isFor = null, EntryChange? together = null)
    {
        IReadOnlyList<Delivery> deliveries = [.. ledger.Leased([notice], Ledger.NewLease()).Where(delivery => isFor is null || isFor(delivery.Channel))];
        return deliveries.Count > 0 && await store.TryWriteAsync(LedgerKeys.PartitionOf(notice.Topic), [.. together is null ? Array.Empty<EntryChange>() : [together], .. deliveries.Select(Ledger.Insertion)], cancellationToken) is { } versions
            ? Ledger.WithVersions(deliveries, versions)
            : [];
    }

    /// <summary>Makes notices due together with a change, and leases their deliveries to the caller; null, and nothing is due, where somebody else was faster.</summary>
    /// <param name="notices">What is to be told, all of it in the partition of what is about no account. What was due before is not due again.</param>
    /// <param name="change">What is written with it, in the same partition.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The deliveries, and the version of what was changed.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<(IReadOnlyList<Delivery> Deliveries, string Version)?> TryPostAsync(IReadOnlyList<Notice> notices, EntryChange change, CancellationToken cancellationToken)
    {
        IReadOnlyList<Delivery> deliveries = [];
        var lease = Ledger.NewLease();
        foreach (var notice in notices)
        {
            var known = await OfTopicAsync(notice.Topic, cancellationToken);
            deliveries = [.. deliveries, .. ledger.Leased([notice], lease).Where(delivery => !known.Any(other => other.Key == delivery.Key))];
        }

        return await store.TryWriteAsync(LedgerKeys.System, [change, .. deliveries.Select(Ledger.Insertion)], cancellationToken) is { } versions
            ? (Ledger.WithVersions(deliveries, versions), versions[0])
            : null;
    }

    /// <summary>Makes a notice due as the first of its fold in an hour, and leases its deliveries to the caller; none where another one was the first.</summary>
    /// <param name="notice">What is to be told, in the partition of what is about no account.</param>
    /// <param name="group">What it belongs to.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<Delivery>> PostGroupedAsync(Notice notice, NoticeGroup group, CancellationToken cancellationToken)
    {
        var contention = new ConflictBackoff(time);
        while (true)
        {
            var entry = await store.FindAsync(LedgerKeys.System, group.Key, cancellationToken);
            var windows = entry is null ? new NoticeGroupWindows([]) : Ledger.Read(entry.Content, LedgerJson.Default.NoticeGroupWindows);
            if (windows.Of(group.At) is { } window)
            {
                return window.Topic == notice.Topic ? await OfTopicAsync(notice.Topic, cancellationToken) : [];
            }

            var json = JsonSerializer.SerializeToUtf8Bytes(windows.With(new NoticeGroupWindow(group.At, notice.Topic)), LedgerJson.Default.NoticeGroupWindows);
            if (await TryPostAsync([notice], new EntryChange(group.Key, json, entry?.Version), cancellationToken) is { } due)
            {
                return due.Deliveries;
            }

            await contention.WaitAsync(cancellationToken);
        }
    }

    /// <summary>All that is not finished in a partition.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<Delivery>> OpenAsync(string partition, CancellationToken cancellationToken) =>
        [.. (await store.QueryAsync(partition, LedgerKeys.Deliveries, cancellationToken)).Select(Delivery.Of).Where(delivery => delivery.IsOpen)];

    /// <summary>All of one topic, in the order in which they became due.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<Delivery>> OfTopicAsync(string topic, CancellationToken cancellationToken) =>
        [.. (await store.QueryAsync(LedgerKeys.PartitionOf(topic), LedgerKeys.DeliveriesOf(topic), cancellationToken)).Select(Delivery.Of)];

    /// <summary>The delivery as it stands; null where there is none.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<Delivery?> FindAsync(string partition, string key, CancellationToken cancellationToken) =>
        await store.FindAsync(partition, key, cancellationToken) is { } entry ? Delivery.Of(entry) : null;

    /// <summary>The delivery of that name as it stands; null where there is none.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<Delivery?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var topic = id.Split('.')[0];
        return (await OfTopicAsync(topic, cancellationToken)).FirstOrDefault(delivery => delivery.Id == id);
    }

    /// <summary>Whether the delivery's channel was sent how its incident ended, which says more than the delivery does.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<bool> HasSummaryAsync(Delivery delivery, CancellationToken cancellationToken) =>
        (await OfTopicAsync(delivery.Message.Topic, cancellationToken))
            .Any(other => other is { IsDelivered: true, Message: Notice { Kind: NoticeKind.IncidentClosed } } && other.Channel == delivery.Channel && other.Message.Number > delivery.Message.Number);

    /// <summary>Takes a delivery for a while; null where it needs no sending, or somebody else has it.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<Delivery?> TryLeaseAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await store.FindAsync(delivery.Partition, delivery.Key, cancellationToken) is not { } entry || Delivery.Of(entry) is not { } current || !current.CanBeLeased(now))
        {
            return null;
        }

        var leased = current with
        {
            State = DeliveryState.Leased,
            LeaseId = Ledger.NewLease(),
            LeasedUntil = now + Lease,
            IsMine = true,
            // A lease that expired was never settled: its attempt may have arrived.
            MayHaveBeenSent = current.MayHaveBeenSent || current.State == DeliveryState.Leased,
        };
        return await TryReplaceAsync(leased, entry.Version, [], cancellationToken) is { } version ? leased with { LeaseVersion = version } : null;
    }

    /// <summary>Ends a lease with what came of it, and makes due what follows from it.</summary>
    /// <param name="delivery">The delivery as it is to stand.</param>
    /// <param name="following">A delivery that follows from it; null where none does.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it stands so because of this call.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<bool> SettleAsync(Delivery delivery, Delivery? following, CancellationToken cancellationToken)
    {
        EntryChange[] others = following is null ? [] : [Ledger.Setting(following)];

        // Mostly nobody has touched it since the lease, so there is nothing to look at.
        if (delivery.LeaseVersion is { Length: > 0 } leased && await TryReplaceAsync(delivery, leased, others, cancellationToken) is not null)
        {
            return true;
        }

        var contention = new ConflictBackoff(time);
        while (await store.FindAsync(delivery.Partition, delivery.Key, cancellationToken) is { } entry)
        {
            var current = Delivery.Of(entry);

            // What was sent stays sent, whoever comes later; and whoever lost the lease has a say only with a proof.
            if (current.State == DeliveryState.Sent
                || (current.IsDelivered && delivery.State != DeliveryState.Sent && following is null)
                || (current.LeaseId != delivery.LeaseId && delivery.State != DeliveryState.Sent)
                || (following is not null && current.ReceiptDue is null))
            {
                return false;
            }

            if (await TryReplaceAsync(delivery, entry.Version, others, cancellationToken) is not null)
            {
                return true;
            }

            await contention.WaitAsync(cancellationToken);
        }

        return false;
    }

    /// <summary>The entry's new version; null where somebody else was faster.</summary>
    private async Task<string?> TryReplaceAsync(Delivery delivery, string version, EntryChange[] others, CancellationToken cancellationToken) =>
        (await store.TryWriteAsync(delivery.Partition, [new EntryChange(delivery.Key, delivery.ToJson(), version), .. others], cancellationToken))?[0];
}
