using System.Text.Json;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Reconciliation;

/// <summary>What the ledger knows of asking AWS, by account. Whoever has the round writes it.</summary>
public sealed class ReconciledAccounts(IIncidentStore store)
{
    private const string Partition = "reconciliation";

    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<ReconciledAccount>> AllAsync(CancellationToken cancellationToken) =>
        [.. (await store.QueryAsync(Partition, string.Empty, cancellationToken)).Select(static entry => Ledger.Read(entry.Content, ReconcileJson.Default.ReconciledAccount))];

    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task WriteAsync(ReconciledAccount account, CancellationToken cancellationToken) =>
        await store.TryWriteAsync(Partition, [EntryChange.Set(account.Account, JsonSerializer.SerializeToUtf8Bytes(account, ReconcileJson.Default.ReconciledAccount))], cancellationToken);
}
