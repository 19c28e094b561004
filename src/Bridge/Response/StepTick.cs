namespace RootWatch.Bridge.Response;

/// <summary>That somebody marked a step as done.</summary>
/// <param name="Name">Who, in their own words.</param>
/// <param name="At">When, UTC.</param>
public sealed record StepTick(string Name, DateTimeOffset At);
