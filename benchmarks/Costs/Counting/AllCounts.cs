using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using RootWatch.Costs.Counts;

namespace RootWatch.Costs.Counting;

/// <summary>Counts every size of the page, each in a process of its own and all at the same time, and writes counts.json.</summary>
internal static class AllCounts
{
    public static async Task RunAsync(int minutes)
    {
        var counts = await Task.WhenAll(Size.All.Select(size => RunAsync(size, minutes)));
        await File.WriteAllTextAsync(CountList.File, JsonSerializer.Serialize(counts, CostJson.Default.IReadOnlyListCount) + "\n");
    }

    private static async Task<Count> RunAsync(Size size, int minutes)
    {
        var file = Path.GetTempFileName();
        try
        {
            string[] arguments = [typeof(AllCounts).Assembly.Location, "count-one", Text(size.Accounts), Text(size.Regions), Text(minutes), file];
            using var process = Process.Start(new ProcessStartInfo("dotnet", arguments))!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0
                ? JsonSerializer.Deserialize(await File.ReadAllTextAsync(file), CostJson.Default.IReadOnlyListCount)![0]
                : throw new InvalidOperationException($"{size} ended with {process.ExitCode}.");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
