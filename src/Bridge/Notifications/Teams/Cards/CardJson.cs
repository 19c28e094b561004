using System.Text.Json.Serialization;
using RootWatch.Bridge.Notifications.Teams.Workflows;

namespace RootWatch.Bridge.Notifications.Teams.Cards;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AdaptiveCard))]
[JsonSerializable(typeof(WorkflowMessage))]
internal sealed partial class CardJson : JsonSerializerContext;
