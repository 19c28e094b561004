using System.Text.Json.Serialization;

namespace RootWatch.Bridge.Expectations;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ExpectationView[]))]
public sealed partial class ExpectationJson : JsonSerializerContext;
