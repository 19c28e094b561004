namespace RootWatch.Bridge.Incidents;

/// <summary>Something that was changed, or tried to be.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Event">The service and the action, as the record has them: text from outside.</param>
/// <param name="Failed">Whether it failed.</param>
public sealed record WriteCall(DateTimeOffset At, string Event, bool Failed);
