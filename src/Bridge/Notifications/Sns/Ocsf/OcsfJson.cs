using System.Text.Json.Serialization;

namespace RootWatch.Bridge.Notifications.Sns.Ocsf;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DetectionFinding))]
[JsonSerializable(typeof(NoticeJson))]
[JsonSerializable(typeof(TopicTexts))]
internal sealed partial class OcsfJson : JsonSerializerContext;
