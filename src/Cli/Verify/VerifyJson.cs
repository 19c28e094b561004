using System.Text.Json;
using System.Text.Json.Serialization;

namespace RootWatch.Cli.Verify;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<Check>))]
internal sealed partial class VerifyJson : JsonSerializerContext;
