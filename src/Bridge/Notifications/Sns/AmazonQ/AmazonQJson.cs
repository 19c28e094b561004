using System.Text.Json.Serialization;

namespace RootWatch.Bridge.Notifications.Sns.AmazonQ;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CustomNotification))]
internal sealed partial class AmazonQJson : JsonSerializerContext;
