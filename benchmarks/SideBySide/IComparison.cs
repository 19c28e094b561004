namespace RootWatch.SideBySide;

/// <summary>One work of RootWatch's, measured beside what else does it, or under a limit.</summary>
internal interface IComparison
{
    /// <summary>What <c>./bench</c> is given to run it alone.</summary>
    string Name { get; }

    /// <summary>Measures.</summary>
    /// <returns>The rows of the table.</returns>
    Task<IReadOnlyList<Row>> MeasureAsync(CancellationToken cancellationToken);
}
