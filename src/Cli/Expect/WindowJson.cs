using System.Text.Json.Serialization;

namespace RootWatch.Cli.Expect;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Window))]
internal sealed partial class WindowJson : JsonSerializerContext;
