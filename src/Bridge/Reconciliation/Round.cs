using System.Collections.Immutable;
using RootWatch.Bridge.Heartbeat;

namespace RootWatch.Bridge.Reconciliation;

/// <summary>The round that this process does, with what it has come to.</summary>
/// <param name="owned">The round as it was taken.</param>
/// <param name="runs">Where it is written down.</param>
public sealed class Round(OwnedRun owned, ReconcileRuns runs)
{
    private int _found;

    public OwnedRun Owned { get; private set; } = owned;

    public ReconcileRun Run => Owned.Run;

    /// <summary>The accounts' regions that have a spoke.</summary>
    public IReadOnlySet<SpokeId> Watched { get; set; } = new HashSet<SpokeId>();

    /// <summary>The accounts with root use that is kept.</summary>
    public IReadOnlySet<string> Used { get; set; } = new HashSet<string>(StringComparer.Ordinal);

    public bool IsWatched(string account, string region) => Watched.Contains(new SpokeId(account, region));

    public ImmutableList<ReconciledRegion> WatchedRegionsOf(string account) =>
        [.. Watched.Where(spoke => spoke.Account == account).Select(spoke => spoke.Region).Order(StringComparer.Ordinal).Select(region => new ReconciledRegion(region))];

    /// <summary>Counts what was found, from many threads.</summary>
    public void Found(int count) => Interlocked.Add(ref _found, count);

    /// <summary>Writes down how far it has come.</summary>
    /// <exception cref="RoundLostException">Another process has taken it over.</exception>
    public async Task ChangeAsync(Func<ReconcileRun, ReconcileRun> change, CancellationToken cancellationToken)
    {
        var found = Interlocked.Exchange(ref _found, 0);
        var changed = change(Run);
        Owned = await runs.TryKeepAsync(Owned with { Run = changed with { Found = changed.Found + found } }, cancellationToken)
            ?? throw new RoundLostException();
    }
}
