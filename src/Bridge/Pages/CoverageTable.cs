using RootWatch.Bridge.Heartbeat;

namespace RootWatch.Bridge.Pages;

/// <summary>Which accounts and regions are heard.</summary>
/// <param name="Spokes">Every account's regions.</param>
/// <param name="Names">What people call the accounts, where that is known.</param>
public sealed record CoverageTable(IReadOnlyList<Coverage> Spokes, IReadOnlyDictionary<string, string> Names)
{
    public IEnumerable<string> Accounts => Spokes.Select(spoke => spoke.Account).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public IEnumerable<string> Regions => Spokes.Select(spoke => spoke.Region).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public Coverage? Of(string account, string region) => Spokes.FirstOrDefault(spoke => spoke.Account == account && spoke.Region == region);
}
