namespace RootWatch.Bridge.Heartbeat;

/// <summary>How many spokes' next signs were overdue at a time.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Count">How many.</param>
public sealed record OverdueCount(DateTimeOffset At, int Count);
