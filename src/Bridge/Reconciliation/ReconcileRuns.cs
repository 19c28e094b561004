using System.Text.Json;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Reconciliation;

/// <summary>Says whose round it is. One that its process left is taken over by another.</summary>
public sealed class ReconcileRuns(IIncidentStore store, IOptions<ReconcileOptions> options, TimeProvider time)
{
    private const string Key = "reconcile";

    private TimeSpan Lease => TimeSpan.FromSeconds(options.Value.TakeOverAfterSeconds);

    /// <summary>The round as it stands; null where there never was one.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<ReconcileRun?> CurrentAsync(CancellationToken cancellationToken) => (await FindAsync(cancellationToken)).Run;

    /// <summary>Takes the round that is due: one that was asked for, one that its process left, or the next of all accounts. Null where none is.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<OwnedRun?> TryTakeAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (entry, last) = await FindAsync(cancellationToken);
        ReconcileRun? next =
            last is null ? New(now)
            : last.Ended is null ? last.OwnedUntil <= now ? last : null
            : last.LastOfAll is null || last.LastOfAll + options.Value.Every <= now ? New(now)
            : null;
        return next is null ? null : await TryWriteAsync(next with { Owner = Guid.NewGuid().ToString("N"), OwnedUntil = now + Lease }, entry?.Version, cancellationToken);

        static ReconcileRun New(DateTimeOffset now) => new(Guid.NewGuid().ToString("N"), now) { LastOfAll = now };
    }

    /// <summary>Asks for a round; null, and nothing is changed, where one is going on.</summary>
    /// <param name="account">The one account that it is about; null for all.</param>
    /// <param name="since">From when it asks, UTC; null to go on from where each region is complete.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<ReconcileRun?> RequestAsync(string? account, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (entry, last) = await FindAsync(cancellationToken);
        if (last is { Ended: null })
        {
            return null;
        }

        var run = new ReconcileRun(Guid.NewGuid().ToString("N"), now) { Account = account, Since = since };
        run = run with { LastOfAll = run.IsOfAll ? now : last?.LastOfAll };
        return (await TryWriteAsync(run, entry?.Version, cancellationToken))?.Run;
    }

    /// <summary>Notes how far a round has come, and keeps it; null where another process has taken it.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal Task<OwnedRun?> TryKeepAsync(OwnedRun run, CancellationToken cancellationToken) =>
        TryWriteAsync(run.Run with { OwnedUntil = time.GetUtcNow() + Lease }, run.Version, cancellationToken);

    /// <summary>Notes that a round has ended.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal Task<OwnedRun?> TryEndAsync(OwnedRun run, string? problem, CancellationToken cancellationToken) =>
        TryWriteAsync(run.Run with { Ended = time.GetUtcNow(), Problem = problem }, run.Version, cancellationToken);

    private async Task<(StoredEntry? Entry, ReconcileRun? Run)> FindAsync(CancellationToken cancellationToken)
    {
        var entry = await store.FindAsync(LedgerKeys.System, Key, cancellationToken);
        return (entry, entry is null ? null : Ledger.Read(entry.Content, ReconcileJson.Default.ReconcileRun));
    }

    private async Task<OwnedRun?> TryWriteAsync(ReconcileRun run, string? version, CancellationToken cancellationToken) =>
        await store.TryWriteAsync(LedgerKeys.System, [new EntryChange(Key, JsonSerializer.SerializeToUtf8Bytes(run, ReconcileJson.Default.ReconcileRun), version)], cancellationToken) is [var written]
            ? new OwnedRun(run, written)
            : null;
}
