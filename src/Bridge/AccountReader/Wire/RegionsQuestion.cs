namespace RootWatch.Bridge.AccountReader.Wire;

/// <summary>What Account Management's ListRegions takes.</summary>
/// <remarks>https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html</remarks>
internal sealed record RegionsQuestion(int MaxResults, IReadOnlyList<string> RegionOptStatusContains, string? NextToken);
