using System.Text.Json.Serialization;

namespace RootWatch.Bridge.Heartbeat;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Spoke[]))]
[JsonSerializable(typeof(WatchState))]
[JsonSerializable(typeof(Coverage[]))]
[JsonSerializable(typeof(LastDone))]
public sealed partial class HeartbeatJson : JsonSerializerContext;
