namespace RootWatch.SideBySide;

/// <summary>Runs what is compared in turn, so that all of it meets the same machine.</summary>
internal static class Rounds
{
    /// <param name="count">How many rounds count. One more comes before them, and warms up.</param>
    /// <param name="measurements">Each gives one figure. Every other round runs them backwards, so that none always comes after the same one.</param>
    /// <param name="cancellationToken">Ends the rounds.</param>
    /// <returns>The figures of each measurement, in the order of the rounds.</returns>
    public static async Task<IReadOnlyList<IReadOnlyList<double>>> InTurnAsync(
        int count, IReadOnlyList<Func<CancellationToken, Task<double>>> measurements, CancellationToken cancellationToken)
    {
        List<double>[] figures = [.. measurements.Select(static _ => new List<double>())];
        for (var round = 0; round <= count; round++)
        {
            foreach (var at in Enumerable.Range(0, measurements.Count).Select(at => round % 2 == 0 ? at : measurements.Count - 1 - at))
            {
                var figure = await measurements[at](cancellationToken);
                if (round > 0)
                {
                    figures[at].Add(figure);
                }
            }
        }

        return figures;
    }
}
