using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Enrichment;
using RootWatch.Bridge.Pages;
using RootWatch.Bridge.Posture;
using RootWatch.Bridge.Reconciliation;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>Shows which accounts and regions are heard: a page for browsers, JSON for everybody else.</summary>
public sealed class CoverageEndpoint(Spokes spokes, ReconciledAccounts reconciled, Postures postures, AccountNames names)
{
    public async Task<IResult> ShowAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var coverage = (await spokes.CoverageAsync(cancellationToken)).With(await reconciled.AllAsync(cancellationToken));
        return Page.IsAskedFor(request) ? Page.Of(await TableAsync(coverage) with { Postures = (await postures.AllAsync(cancellationToken)).ToDictionary(posture => posture.Account, StringComparer.Ordinal) }) : Results.Json([.. coverage], HeartbeatJson.Default.CoverageArray);
    }

    private async Task<CoverageTable> TableAsync(IReadOnlyList<Coverage> coverage)
    {
        var named = await Task.WhenAll(coverage.Select(spoke => spoke.Account).Distinct(StringComparer.Ordinal).Select(async account => (Account: account, Name: await names.FindAsync(account))));
        return new CoverageTable(coverage, named.Where(one => one.Name is not null).ToDictionary(one => one.Account, one => one.Name!, StringComparer.Ordinal));
    }
}
