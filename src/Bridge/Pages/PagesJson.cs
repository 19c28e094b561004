using System.Text.Json;
using System.Text.Json.Serialization;

namespace RootWatch.Bridge.Pages;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IncidentList))]
internal sealed partial class PagesJson : JsonSerializerContext;
