namespace RootWatch.Bridge.AccountReader.Wire;

/// <summary>What Account Management's ListRegions gives.</summary>
internal sealed record RegionsAnswer(IReadOnlyList<ListedRegion?>? Regions, string? NextToken);
