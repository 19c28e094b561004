using System.Collections.Immutable;

namespace RootWatch.Detection.History;

/// <summary>What a record added to its account's history.</summary>
/// <param name="History">The history with it.</param>
/// <param name="Observation">What was found.</param>
/// <param name="Revised">Later records that, in the light of it, are worse than they were found to be.</param>
/// <param name="Moved">Sessions that later records belonged to, and those that they belong to in the light of it.</param>
public sealed record HistoryChange(
    AccountHistory History, Observation Observation, ImmutableList<Observation> Revised, ImmutableHashSet<(string From, string To)> Moved)
{
    /// <summary>The finding.</summary>
    public Finding Finding => Observation.Finding;
}
