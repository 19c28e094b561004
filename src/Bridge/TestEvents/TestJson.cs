using System.Text.Json;
using System.Text.Json.Serialization;

namespace RootWatch.Bridge.TestEvents;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TestReport))]
public sealed partial class TestJson : JsonSerializerContext;
