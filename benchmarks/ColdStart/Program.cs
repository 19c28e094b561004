using System.Globalization;
using RootWatch.ColdStart;

// From the start of a process to its first answer of 200 to a root sign-in: every variant once a round, in turn, so that
// all meet the same machine. Prints medians, and ratios to the first. The argument is the number of rounds.
var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 7;
var local = Repository.PathOf("artifacts/cold-start/local");
await Package.PublishAsync("src/LocalHost", local, ["-p:PublishReadyToRun=false"], CancellationToken.None);
foreach (var variant in Variant.All)
{
    await Package.PublishAsync("src/FunctionApp", variant.Folder, variant.Properties, CancellationToken.None);
}

List<double>[] times = [.. Variant.All.Select(_ => new List<double>()), []];
for (var round = 0; round < rounds; round++)
{
    for (var at = 0; at < Variant.All.Count; at++)
    {
        times[at].Add((await Measurement.OfWorkerAsync(Variant.All[at].Folder, CancellationToken.None)).TotalMilliseconds);
    }

    times[^1].Add((await Measurement.OfLocalHostAsync(local, CancellationToken.None)).TotalMilliseconds);
}

var first = Median(times[0]);
Console.WriteLine($"| start to first 200, median of {rounds} | ms | ratio | zipped beside Microsoft.Graph.dll |");
Console.WriteLine("|---|---|---|---|");
foreach (var (at, variant) in Variant.All.Index())
{
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"| {variant.Name} | {Median(times[at]):F0} | {Median(times[at]) / first:F2} | {Package.ZippedWithoutGraph(variant.Folder) / 1e6:F1} MB |"));
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| local host, compiled at run time | {Median(times[^1]):F0} | {Median(times[^1]) / first:F2} | |"));

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
