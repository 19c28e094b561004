namespace RootWatch.Simulator.History;

/// <summary>A page of CloudTrail's event history.</summary>
/// <param name="Outcome">Anything else than Answered, and there are no events.</param>
/// <param name="Events">The events, the newest first.</param>
/// <param name="NextToken">What asks for the next page; null where this is the last.</param>
public sealed record HistoryAnswer(HistoryOutcome Outcome, IReadOnlyList<HistoryEvent> Events, string? NextToken = null);
