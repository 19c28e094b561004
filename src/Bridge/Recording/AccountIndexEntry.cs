namespace RootWatch.Bridge.Recording;

/// <summary>Lists an account among those that the sweep looks at.</summary>
/// <param name="Touched">When root use was last about to be recorded, give or take an hour; UTC.</param>
internal sealed record AccountIndexEntry(DateTimeOffset Touched);
