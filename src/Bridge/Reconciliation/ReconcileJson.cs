using System.Text.Json.Serialization;

namespace RootWatch.Bridge.Reconciliation;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ReconcileRun))]
[JsonSerializable(typeof(ReconciledAccount))]
[JsonSerializable(typeof(ReconcileRequest))]
[JsonSerializable(typeof(ReconcileStatus))]
internal sealed partial class ReconcileJson : JsonSerializerContext;
