using System.Text.Json;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Posture;

/// <summary>What the ledger knows of how root can sign in, by account.</summary>
public sealed class Postures(IIncidentStore store)
{
    private const string Partition = "posture";

    /// <summary>Every account that was asked about, in order.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<AccountPosture>> AllAsync(CancellationToken cancellationToken) =>
        [.. (await store.QueryAsync(Partition, string.Empty, cancellationToken)).Select(static entry => Ledger.Read(entry.Content, PostureJson.Default.AccountPosture))];

    /// <summary>What is known of an account; null where it was never asked about.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<AccountPosture?> FindAsync(string account, CancellationToken cancellationToken) =>
        await store.FindAsync(Partition, account, cancellationToken) is { } entry ? Ledger.Read(entry.Content, PostureJson.Default.AccountPosture) : null;

    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task WriteAsync(AccountPosture posture, CancellationToken cancellationToken) =>
        await store.TryWriteAsync(Partition, [EntryChange.Set(posture.Account, JsonSerializer.SerializeToUtf8Bytes(posture, PostureJson.Default.AccountPosture))], cancellationToken);
}
