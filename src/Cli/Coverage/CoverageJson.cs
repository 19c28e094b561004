using System.Text.Json;
using System.Text.Json.Serialization;

namespace RootWatch.Cli.Coverage;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SpokeView[]))]
internal sealed partial class CoverageJson : JsonSerializerContext;
