namespace RootWatch.Costs.Counts;

/// <summary>An organization: its accounts, and the regions of each that have a spoke.</summary>
internal sealed record Size(int Accounts, int Regions)
{
    /// <summary>Those of the page.</summary>
    public static IReadOnlyList<Size> All { get; } = [new(1, 3), new(50, 3), new(500, 3), new(10_000, 3), new(10_000, 17)];

    public int Spokes => Accounts * Regions;
}
