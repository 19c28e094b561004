using System.Text.Json;
using System.Text.Json.Serialization;

namespace RootWatch.Bridge.Checks;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CheckResult[]))]
public sealed partial class CheckJson : JsonSerializerContext;
