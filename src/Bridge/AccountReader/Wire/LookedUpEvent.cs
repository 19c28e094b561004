namespace RootWatch.Bridge.AccountReader.Wire;

/// <summary>An event of CloudTrail's history.</summary>
/// <param name="CloudTrailEvent">The record, as JSON in a string.</param>
internal sealed record LookedUpEvent(string? CloudTrailEvent);
