using System.Globalization;
using RootWatch.Costs.Counting;
using RootWatch.Costs.Page;

// Without arguments docs/costs.md is written anew; "count" counts first, which takes that many minutes.
switch (args)
{
    case []:
        await File.WriteAllTextAsync(Repository.PathOf("docs/costs.md"), CostPage.Write());
        return 0;
    case ["count", var minutes]:
        await AllCounts.RunAsync(int.Parse(minutes, CultureInfo.InvariantCulture));
        await File.WriteAllTextAsync(Repository.PathOf("docs/costs.md"), CostPage.Write());
        return 0;
    case ["count-one", var accounts, var regions, var minutes, var file]:
        await OneCount.RunAsync(int.Parse(accounts, CultureInfo.InvariantCulture), int.Parse(regions, CultureInfo.InvariantCulture), int.Parse(minutes, CultureInfo.InvariantCulture), file);
        return 0;
    default:
        await Console.Error.WriteLineAsync("Usage: dotnet run --project benchmarks/Costs [-- count MINUTES]");
        return 2;
}
