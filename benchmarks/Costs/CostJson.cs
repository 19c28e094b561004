using System.Text.Json;
using System.Text.Json.Serialization;
using RootWatch.Costs.Counts;
using RootWatch.Costs.Prices;

namespace RootWatch.Costs;

/// <summary>The data files' format.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, NewLine = "\n", RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(IReadOnlyList<Count>))]
[JsonSerializable(typeof(IReadOnlyList<Price>))]
internal sealed partial class CostJson : JsonSerializerContext;
