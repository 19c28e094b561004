using RootWatch.Bridge.Messages;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>Names many spokes in few words: whole regions, whole accounts, and the others by name.</summary>
internal static class SpokeNames
{
    // What one fact holds.
    private const int AtOnce = 17;
    private const int MostFacts = 12;

    /// <summary>The account, where they are all that is known of it, and more than one; null elsewhere.</summary>
    public static string? WholeAccount(IReadOnlyCollection<SpokeId> some, IReadOnlyCollection<SpokeId> all) =>
        Whole(some, all, static spoke => spoke.Account);

    /// <summary>The region, where they are all that is known of it, and more than one; null elsewhere.</summary>
    public static string? WholeRegion(IReadOnlyCollection<SpokeId> some, IReadOnlyCollection<SpokeId> all) =>
        Whole(some, all, static spoke => spoke.Region);

    public static IReadOnlyList<Fact> Facts(IReadOnlyCollection<SpokeId> some, IReadOnlyCollection<SpokeId> all)
    {
        List<Fact> facts = [];
        var rest = some;
        rest = Take(rest, all, static spoke => spoke.Region, count => $"all {count:N0} accounts", facts);
        rest = Take(rest, all, static spoke => spoke.Account, count => $"all {count:N0} regions", facts);
        facts.AddRange(rest.Select(spoke => spoke.ToString()).Order(StringComparer.Ordinal).Chunk(AtOnce).Select(names => new Fact("Names", string.Join(", ", names))));
        return facts.Count <= MostFacts ? facts : [.. facts.Take(MostFacts), new Fact("And more", "GET /api/coverage and \"rootwatch coverage\" list all.")];
    }

    private static string? Whole(IReadOnlyCollection<SpokeId> some, IReadOnlyCollection<SpokeId> all, Func<SpokeId, string> by) =>
        some.Count > 1 && some.Select(by).Distinct(StringComparer.Ordinal).Take(2).ToList() is [var name] && all.Count(spoke => by(spoke) == name) == some.Count ? name : null;

    private static IReadOnlyCollection<SpokeId> Take(IReadOnlyCollection<SpokeId> some, IReadOnlyCollection<SpokeId> all, Func<SpokeId, string> by, Func<int, string> words, List<Fact> facts)
    {
        var whole = all.CountBy(by).ToDictionary(StringComparer.Ordinal);
        var taken = some.CountBy(by).Where(group => group.Value > 1 && whole.GetValueOrDefault(group.Key) == group.Value).Select(group => group.Key).Order(StringComparer.Ordinal).ToList();
        facts.AddRange(taken.Select(name => new Fact(name, words(whole[name]))));
        var names = taken.ToHashSet(StringComparer.Ordinal);
        return names.Count == 0 ? some : [.. some.Where(spoke => !names.Contains(by(spoke)))];
    }
}
