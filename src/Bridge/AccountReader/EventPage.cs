namespace RootWatch.Bridge.AccountReader;

/// <summary>A page of CloudTrail's event history.</summary>
/// <param name="Records">CloudTrail records as JSON, the newest first.</param>
/// <param name="NextToken">What asks for the next page; null where this is the last.</param>
public sealed record EventPage(IReadOnlyList<string> Records, string? NextToken);
