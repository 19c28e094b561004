namespace RootWatch.Bridge.AccountReader.Wire;

/// <summary>What CloudTrail's LookupEvents gives.</summary>
internal sealed record LookupAnswer(IReadOnlyList<LookedUpEvent?>? Events, string? NextToken);
