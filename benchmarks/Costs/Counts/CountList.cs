using System.Text.Json;

namespace RootWatch.Costs.Counts;

/// <summary>counts.json, which "count" writes.</summary>
internal static class CountList
{
    public static string File => Repository.PathOf("benchmarks/Costs/counts.json");

    public static IReadOnlyList<Count> Read() => JsonSerializer.Deserialize(System.IO.File.ReadAllText(File), CostJson.Default.IReadOnlyListCount)!;
}
