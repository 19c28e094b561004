namespace RootWatch.Bridge.AccountReader;

/// <summary>A question to CloudTrail's event history of one account and region.</summary>
/// <param name="Account">The account's 12 digits.</param>
/// <param name="Region">The region.</param>
/// <param name="Key">What the events have in common; CloudTrail takes one such key a question.</param>
/// <param name="Value">Its value.</param>
/// <param name="From">The earliest time of an event, UTC.</param>
/// <param name="To">The latest time of an event, UTC.</param>
public sealed record EventLookup(string Account, string Region, LookupKey Key, string Value, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Which page is asked for, as the page before named it; null for the first.</summary>
    public string? NextToken { get; init; }
}
