using System.Text.Json.Serialization;

namespace RootWatch.Cli.Scan;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FindingLine))]
[JsonSerializable(typeof(IncidentLine))]
internal sealed partial class LineJson : JsonSerializerContext;
