using System.Text.Json;

namespace RootWatch.Costs.Prices;

/// <summary>prices.json: every price with its page and its date.</summary>
internal sealed class PriceList(IReadOnlyList<Price> prices)
{
    public IReadOnlyList<Price> All => prices;

    public static PriceList Read() => new(JsonSerializer.Deserialize(File.ReadAllText(Repository.PathOf("benchmarks/Costs/prices.json")), CostJson.Default.IReadOnlyListPrice)!);

    /// <summary>What so many units cost.</summary>
    public decimal Of(string id, decimal units) => prices.Single(price => price.Id == id).Of(units);
}
