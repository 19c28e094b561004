using RootWatch.Bridge.Incidents.Messages;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>Names many spokes in few words: whole regions, whole accounts, and the others by name.</summary>
internal static class SpokeNames
{
    // What one fact holds.
    private const int AtOnce = 17;
    private const int MostFacts = 12;

    /// <summary>The account, where they are all that is known of it, and more than one; null elsewhere.</summary>
    public static string? WholeAccount(IReadOnlyCollection<SpokeId> some, IReadOnlyCollection<SpokeId> all) =>
        some.Count > 1 && some.Select(spoke => spoke.Account).Distinct(StringComparer.Ordinal).Take(2).ToList() is [var account] && all.Count(spoke => spoke.Account == account) == some.Count ? account : null;

    /// <summary>The region, where they are all that is known of it, and more than one; null elsewhere.</summary>
    public static string? WholeRegion(IReadOnlyCollection<SpokeId> some, IReadOnlyCollection<SpokeId> all) =>
        some.Count > 1 && some.Select(spoke => spoke.Region).Distinct(StringComparer.Ordinal).Take(2).ToList() is [var region] && all.Count(spoke => spoke.Region == region) == some.Count ? region : null;

    public static IReadOnlyList<Fact> Facts(IReadOnlyCollection<SpokeId> some, IReadOnlyCollection<SpokeId> all)
    {
        List<Fact> facts = [];
        var rest = some;
        rest = Take(rest, all, static spoke => spoke.Region, count => $"all {count:N0} accounts", facts);
        rest = Take(rest, all, static spoke => spoke.Account, count => $"all {count:N0} regions", facts);
        facts.AddRange(rest.Select(spoke => spoke.ToString()).Order(StringComparer.Ordinal).Chunk(AtOnce).Select(names => new Fact("Names", string.Join(", ", names))));
        return facts.Count <= MostFacts ? facts : [.. facts.Take(MostFacts), new Fact("And more", "GET /api/coverage and \"rootwatch coverage\" list all.")];
    }

    private static IReadOnlyCollection<SpokeId> Take(IReadOnlyCollection<SpokeId> some, IReadOnlyCollection<SpokeId> all, Func<SpokeId, string> by, Func<int, string> words, List<Fact> facts)
    {
        var whole = all.CountBy(by).ToDictionary(StringComparer.Ordinal);
        var taken = some.CountBy(by).Where(group => group.Value > 1 && whole.GetValueOrDefault(group.Key) == group.Value).Select(group => group.Key).Order(StringComparer.Ordinal).ToList();
        facts.AddRange(taken.Select(name => new Fact(name, words(whole[name]))));
        var names = taken.ToHashSet(StringComparer.Ordinal);
        return names.Count == 0 ? some : [.. some.Where(spoke => !names.Contains(by(spoke)))];
    }
}
