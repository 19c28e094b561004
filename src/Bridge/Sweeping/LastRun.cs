namespace RootWatch.Bridge.Sweeping;

/// <summary>When something that is to be done now and then was last done.</summary>
public sealed record LastRun(DateTimeOffset At);
