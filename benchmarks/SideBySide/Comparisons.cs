namespace RootWatch.SideBySide;

/// <summary>All that is measured, in the order of the table.</summary>
internal static class Comparisons
{
    public static IReadOnlyList<IComparison> All { get; } =
    [
    ];
}
