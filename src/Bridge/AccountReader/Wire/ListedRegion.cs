namespace RootWatch.Bridge.AccountReader.Wire;

/// <summary>A region of an account.</summary>
internal sealed record ListedRegion(string? RegionName);
