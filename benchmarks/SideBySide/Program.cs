using System.Diagnostics;
using System.Text.Json;
using RootWatch.SideBySide;

// Without arguments a whole run, which alone writes docs/performance.md; with names of comparisons only those.
if (args.FirstOrDefault(static name => Comparisons.All.All(comparison => comparison.Name != name)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"There is no comparison {unknown}. There are: {string.Join(", ", Comparisons.All.Select(static comparison => comparison.Name))}.");
    return 2;
}

var rows = new List<Row>();
foreach (var comparison in Comparisons.All.Where(comparison => args.Length == 0 || args.Contains(comparison.Name, StringComparer.Ordinal)))
{
    var started = Stopwatch.GetTimestamp();
    await Console.Error.WriteAsync($"{comparison.Name} ... ");
    rows.AddRange(await comparison.MeasureAsync(CancellationToken.None));
    await Console.Error.WriteLineAsync($"{Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
}

var table = ResultTable.Of(rows);
var machine = Machine.Description;
var folder = Repository.PathOf("artifacts/bench");
Directory.CreateDirectory(folder);
await File.WriteAllTextAsync(Path.Combine(folder, "table.md"), table);
await File.WriteAllTextAsync(Path.Combine(folder, "table.json"), JsonSerializer.Serialize(new Result(machine, rows), ResultJson.Default.Result));
if (args.Length == 0)
{
    PerformancePage.Write(machine, table);
}

Console.WriteLine(table);
Console.WriteLine(string.Join('\n', machine));
return 0;
