namespace RootWatch.SideBySide;

/// <summary>What the JSON file holds: the rows with the figures of every round, for programs.</summary>
internal sealed record Result(IReadOnlyList<string> Machine, IReadOnlyList<Row> Rows);
