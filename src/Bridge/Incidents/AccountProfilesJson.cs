using System.Collections.Immutable;
using System.Text.Json.Serialization;
using RootWatch.Detection.History;

namespace RootWatch.Bridge.Incidents;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ImmutableSortedDictionary<string, AccountProfile>))]
internal sealed partial class AccountProfilesJson : JsonSerializerContext;
