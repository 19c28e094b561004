using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Heartbeat;

namespace RootWatch.Bridge.Reconciliation;

/// <summary>Adds to what is heard how far AWS itself was asked.</summary>
internal static class ReconciliationCoverage
{
    /// <summary>The same accounts and regions, and those that have no spoke but are asked about; in order.</summary>
    public static IReadOnlyList<Coverage> With(this IReadOnlyList<Coverage> heard, IEnumerable<ReconciledAccount> asked)
    {
        var accounts = asked.ToDictionary(account => account.Account, StringComparer.Ordinal);
        var regions = accounts.Values.SelectMany(account => account.Regions.Select(region => (Id: new SpokeId(account.Account, region.Region), Reconciled: Of(account, region)))).ToDictionary(region => region.Id, region => region.Reconciled);
        var watched = heard.Select(spoke => new SpokeId(spoke.Account, spoke.Region)).ToHashSet();
        return
        [
            .. heard.Select(spoke => spoke with { Reconciled = regions.GetValueOrDefault(new SpokeId(spoke.Account, spoke.Region)) ?? OfAccount(accounts.GetValueOrDefault(spoke.Account)) })
                .Concat(regions.Where(region => !watched.Contains(region.Key)).Select(region => new Coverage(region.Key.Account, region.Key.Region, CoverageState.NotWatched, Last: null, CoverageState.NotWatched) { Reconciled = region.Value }))
                .OrderBy(spoke => $"{spoke.Account}/{spoke.Region}", StringComparer.Ordinal),
        ];
    }

    private static ReconciledCoverage Of(ReconciledAccount account, ReconciledRegion region) =>
        new(region.Until, region.Found, NotAsked(account.Refusal == ReaderRefusal.RoleMissing ? account.Refusal : region.Refusal));

    private static ReconciledCoverage? OfAccount(ReconciledAccount? account) =>
        account?.Refusal is null ? null : new ReconciledCoverage(Until: null, Found: 0, NotAsked(account.Refusal));

    private static string? NotAsked(ReaderRefusal? refusal) => refusal is { } because ? RefusalWords.Of(because) : null;
}
