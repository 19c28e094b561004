using System.Text.Json.Serialization;

namespace RootWatch.Bridge.Ingestion;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(EventAnswer))]
internal sealed partial class AnswerJson : JsonSerializerContext;
