using System.Text.Json.Serialization;

namespace RootWatch.Bridge.Posture;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(AccountPosture))]
[JsonSerializable(typeof(PostureReport))]
internal sealed partial class PostureJson : JsonSerializerContext;
