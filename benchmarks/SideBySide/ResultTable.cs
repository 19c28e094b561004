using System.Globalization;
using System.Text;

namespace RootWatch.SideBySide;

/// <summary>The rows as Markdown.</summary>
internal static class ResultTable
{
    private const string None = "–";

    public static string Of(IEnumerable<Row> rows)
    {
        var table = new StringBuilder("| work | ours | peer | ratio | spread | goal | met |\n|---|---|---|---|---|---|---|\n");
        foreach (var row in rows)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {row.Work} | {Ours(row)} | {Peer(row)} | {Ratio(row)} | {Apart(row)} | {GoalOf(row)} | {Met(row)} |\n");
        }

        return table.ToString();
    }

    private static string Ours(Row row) => row.Ours.Count > 0 ? Figure.Text(Spread.Of(row.Ours).Median, row.Unit) : None;

    private static string Peer(Row row) =>
        row.Peer is null ? None : row.Peers.Count > 0 ? $"{row.Peer}: {Figure.Text(Spread.Of(row.Peers).Median, row.Unit)}" : row.Peer;

    private static string Ratio(Row row) => row.Ratio is { } ratio ? Figure.Text(ratio.Median) : None;

    private static string Apart(Row row) =>
        row.Ratio is { } ratio ? $"{Figure.Text(ratio.Min)}–{Figure.Text(ratio.Max)}"
        : row.Ours.Count > 1 && Spread.Of(row.Ours) is var ours && ours.Min < ours.Max ? $"{Figure.Text(ours.Min)}–{Figure.Text(ours.Max)} {row.Unit}"
        : None;

    private static string GoalOf(Row row) => row.Goal switch
    {
        null => None,
        { OfRatio: true } goal => $"{Sign(goal)} {Figure.Text(goal.Bound)} ×",
        var goal => $"{Sign(goal)} {Figure.Text(goal.Bound, row.Unit)}".TrimEnd(),
    };

    private static string Sign(Goal goal) => goal.IsLeast ? "≥" : "≤";

    private static string Met(Row row) => row.NotMeasured is { } reason ? $"not measured: {reason}" : row.Met switch { true => "yes", false => "**no**", null => None };
}
