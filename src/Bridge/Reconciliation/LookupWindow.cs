using System.Collections.Immutable;

namespace RootWatch.Bridge.Reconciliation;

/// <summary>A time for which a region is being asked, and how far that has come.</summary>
/// <param name="Run">The round that began with it.</param>
/// <param name="From">The earliest time of an event, UTC.</param>
/// <param name="To">The latest time of an event, UTC.</param>
public sealed record LookupWindow(string Run, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>How far each question has come, in the order of <see cref="RegionQuestions"/>; what is missing has not been asked.</summary>
    public ImmutableList<QuestionProgress> Questions { get; init => field = value ?? []; } = [];
}
