using System.Text.Json.Serialization;

namespace RootWatch.Cli.Scan.Against;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UnknownEventLine))]
internal sealed partial class UnknownEventJson : JsonSerializerContext;
