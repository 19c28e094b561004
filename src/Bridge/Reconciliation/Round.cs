using System.Collections.Immutable;
using RootWatch.Bridge.Heartbeat;

namespace RootWatch.Bridge.Reconciliation;

/// <summary>The round that this process does, with what it has come to.</summary>
/// <param name="owned">The round as it was taken.</param>
/// <param name="watched">The accounts' regions that have a spoke.</param>
internal sealed class Round(OwnedRun owned, IReadOnlySet<SpokeId> watched)
{
    private int _found;

    public OwnedRun Owned { get; private set; } = owned;

    public ReconcileRun Run => Owned.Run;

    public bool IsWatched(string account, string region) => watched.Contains(new SpokeId(account, region));

    public ImmutableList<ReconciledRegion> WatchedRegionsOf(string account) =>
        [.. watched.Where(spoke => spoke.Account == account).Select(spoke => spoke.Region).Order(StringComparer.Ordinal).Select(region => new ReconciledRegion(region))];

    public void Found(int count) => Interlocked.Add(ref _found, count);

    /// <summary>Writes down how far it has come.</summary>
    /// <exception cref="RoundLostException">Another process has taken it over.</exception>
    public async Task ChangeAsync(ReconcileRuns runs, Func<ReconcileRun, ReconcileRun> change, CancellationToken cancellationToken)
    {
        var found = Interlocked.Exchange(ref _found, 0);
        var changed = change(Run);
        Owned = await runs.TryKeepAsync(Owned with { Run = changed with { Found = changed.Found + found } }, cancellationToken)
            ?? throw new RoundLostException();
    }
}
