namespace RootWatch.SideBySide;

/// <summary>A row of the table.</summary>
/// <param name="Work">What is measured.</param>
/// <param name="Unit">Of both figures, as it is printed after them: <c>records/s</c>, <c>B</c>, <c>ms</c>.</param>
/// <param name="Ours">Our figure in each round.</param>
internal sealed record Row(string Work, string Unit, IReadOnlyList<double> Ours)
{
    /// <summary>What it is compared with; null where a limit alone is asked.</summary>
    public string? Peer { get; init; }

    /// <summary>The peer's figure in each round; empty where there is none, or where the peer is missing.</summary>
    public IReadOnlyList<double> Peers { get; init; } = [];

    /// <summary>What the issue asks; null where the row is for orientation.</summary>
    public Goal? Goal { get; init; }

    /// <summary>Why nothing was measured.</summary>
    public string? NotMeasured { get; init; }

    /// <summary>Our figure divided by the peer's, round by round: a round's two halves met the same machine.</summary>
    public Spread? Ratio => Ours.Count > 0 && Ours.Count == Peers.Count ? Spread.Of([.. Ours.Zip(Peers, static (ours, peer) => ours / peer)]) : null;

    /// <summary>Whether the median keeps the goal; null where there is no goal or nothing was measured.</summary>
    public bool? Met => Goal is null || Ours.Count == 0 ? null
        : Goal.OfRatio ? Ratio is { } ratio ? Goal.IsMetBy(ratio.Median) : null
        : Goal.IsMetBy(Spread.Of(Ours).Median);

    /// <summary>Names what could not be measured, and why.</summary>
    public static Row Missing(string work, string peer, Goal? goal, string reason) =>
        new(work, string.Empty, []) { Peer = peer, Goal = goal, NotMeasured = reason };
}
