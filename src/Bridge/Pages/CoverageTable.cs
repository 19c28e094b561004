using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Posture;

namespace RootWatch.Bridge.Pages;

/// <summary>Which accounts and regions are heard.</summary>
/// <param name="Spokes">Every account's regions.</param>
/// <param name="Names">What people call the accounts, where that is known.</param>
public sealed record CoverageTable(IReadOnlyList<Coverage> Spokes, IReadOnlyDictionary<string, string> Names)
{
    /// <summary>How root of the accounts can sign in, where that was asked.</summary>
    public IReadOnlyDictionary<string, AccountPosture> Postures { get; init; } = new Dictionary<string, AccountPosture>(StringComparer.Ordinal);

    public IEnumerable<string> Accounts => Spokes.Select(spoke => spoke.Account).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public IEnumerable<string> Regions => Spokes.Select(spoke => spoke.Region).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public Coverage? Of(string account, string region) => Spokes.FirstOrDefault(spoke => spoke.Account == account && spoke.Region == region);
}
