using System.Text.Json.Serialization;

namespace RootWatch.Bridge.KnownEvents;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(UnknownEventsQuestion))]
[JsonSerializable(typeof(UnknownEventsAnswer))]
public sealed partial class KnownEventsJson : JsonSerializerContext;
