using System.Text.Json.Serialization;

namespace RootWatch.Chaos;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Tally))]
internal sealed partial class TallyJson : JsonSerializerContext;
