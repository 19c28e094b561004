using System.Text.Json.Serialization;
using RootWatch.Bridge.Expectations;
using RootWatch.Bridge.LeftBehind;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Response;

namespace RootWatch.Bridge.Recording;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(AccountDocument))]
[JsonSerializable(typeof(EventDocument))]
[JsonSerializable(typeof(IncidentDocument))]
[JsonSerializable(typeof(Delivery))]
[JsonSerializable(typeof(AccountIndexEntry))]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(DeclaredExpectation))]
[JsonSerializable(typeof(ChannelOutage))]
[JsonSerializable(typeof(NoticeGroupWindows))]
[JsonSerializable(typeof(FollowedCredentials))]
[JsonSerializable(typeof(ResponseProgress))]
[JsonSerializable(typeof(ObservedResources))]
internal sealed partial class LedgerJson : JsonSerializerContext;
