using System.Text.Json.Nodes;

namespace RootWatch.Cli.Deploy.Azure;

/// <summary>A resource of the group.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its resource id.</param>
/// <param name="IsOwn">Whether the template made it, as its tag says.</param>
internal sealed record AzureResource(string Type, string Name, string Id, bool IsOwn)
{
    public static AzureResource Of(JsonNode json) => new((string)json["type"]!, (string)json["name"]!, (string)json["id"]!, (string?)json["tags"]?["application"] is "rootwatch");

    public bool Is(string type) => Type.Equals(type, StringComparison.OrdinalIgnoreCase);
}
