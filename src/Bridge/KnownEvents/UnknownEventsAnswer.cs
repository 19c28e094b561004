namespace RootWatch.Bridge.KnownEvents;

/// <summary>The events that the bridge does not know.</summary>
/// <param name="Unknown">Their ids, in the order in which they were asked for.</param>
/// <param name="KeptSince">What the bridge recorded before then it has forgotten, UTC.</param>
public sealed record UnknownEventsAnswer(IReadOnlyList<string> Unknown, DateTimeOffset KeptSince);
