using System.Text.Json;
using System.Text.Json.Serialization;

namespace RootWatch.Detection.Policy;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(NetworkConverter), typeof(TimeConverter)])]
[JsonSerializable(typeof(DetectionPolicy))]
internal sealed partial class PolicyJson : JsonSerializerContext;
