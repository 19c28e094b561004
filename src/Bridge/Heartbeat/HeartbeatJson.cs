using System.Text.Json.Serialization;
using RootWatch.Bridge.Sweeping;

namespace RootWatch.Bridge.Heartbeat;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Spoke[]))]
[JsonSerializable(typeof(SilenceWatchState))]
[JsonSerializable(typeof(Coverage[]))]
[JsonSerializable(typeof(LastRun))]
public sealed partial class HeartbeatJson : JsonSerializerContext;
