using System.Collections.Immutable;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>Spokes whose silence was told in one message.</summary>
/// <param name="Topic">The message's topic.</param>
/// <param name="Since">When the first of them fell silent, UTC.</param>
/// <param name="At">When they were found to be silent, UTC.</param>
/// <param name="Regions">The regions that are still silent, by account.</param>
public sealed record SilentSpokes(string Topic, DateTimeOffset Since, DateTimeOffset At, ImmutableSortedDictionary<string, ImmutableList<string>> Regions)
{
    /// <summary>How many messages told of them.</summary>
    public int Messages { get; init; } = 1;

    /// <summary>How many of them were back when that was last looked at.</summary>
    public int Back { get; init; }

    /// <summary>When the first of those was seen to be back, UTC.</summary>
    public DateTimeOffset FirstBack { get; init; }

    /// <summary>When the last of those was, UTC.</summary>
    public DateTimeOffset LastBack { get; init; }

    public static ImmutableSortedDictionary<string, ImmutableList<string>> ByAccount(IEnumerable<SpokeId> spokes) =>
        spokes.GroupBy(spoke => spoke.Account, spoke => spoke.Region, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(account => account.Key, account => account.Order(StringComparer.Ordinal).ToImmutableList(), StringComparer.Ordinal);

    public IEnumerable<SpokeId> Spokes() => Regions.SelectMany(account => account.Value.Select(region => new SpokeId(account.Key, region)));
}
