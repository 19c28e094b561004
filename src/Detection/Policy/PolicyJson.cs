using System.Text.Json;
using System.Text.Json.Serialization;
using RootWatch.Detection.Activities;

namespace RootWatch.Detection.Policy;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(NetworkConverter), typeof(TimeConverter), typeof(NameConverter<Activity>), typeof(NameConverter<Severity>)])]
[JsonSerializable(typeof(DetectionPolicy))]
[JsonSerializable(typeof(Expectation))]
internal sealed partial class PolicyJson : JsonSerializerContext;
