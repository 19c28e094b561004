using System.Text.Json.Nodes;

namespace RootWatch.Cli.Deploy.Entra;

/// <summary>An app registration.</summary>
/// <param name="AppId">Its application (client) id.</param>
/// <param name="ObjectId">The id that Graph's addresses have.</param>
/// <param name="Json">All that Graph says of it.</param>
internal sealed record Application(string AppId, string ObjectId, JsonNode Json)
{
    public static Application Of(JsonNode json) => new((string)json["appId"]!, (string)json["id"]!, json);
}
