using System.Globalization;
using System.Text.Json.Nodes;

namespace RootWatch.Infrastructure.Tests.Deploy.StandIns;

/// <summary>Entra ID behind Microsoft Graph: applications, their principals, secrets, owners and roles.</summary>
internal sealed class StandInEntra
{
    public const string Caller = "99999999-1111-4222-8333-444444444444";

    private int _made;

    public List<JsonObject> Applications { get; } = [];

    public List<JsonObject> Principals { get; } = [];

    public List<JsonObject> Assignments { get; } = [];

    /// <summary>Who owns an application, by its object id.</summary>
    public Dictionary<string, List<string>> Owners { get; } = new(StringComparer.Ordinal);

    public JsonObject Create(string displayName, string? uniqueName, string owner)
    {
        var id = Guid.Parse($"00000000-0000-4000-8000-{++_made:D12}").ToString();
        var application = new JsonObject
        {
            ["id"] = id,
            ["appId"] = Guid.Parse($"0a0a0a0a-0000-4000-8000-{_made:D12}").ToString(),
            ["displayName"] = displayName,
            ["uniqueName"] = uniqueName,
            ["identifierUris"] = new JsonArray(),
            ["appRoles"] = new JsonArray(),
            ["passwordCredentials"] = new JsonArray(),
        };
        Applications.Add(application);
        Owners[id] = [owner];
        return application;
    }

    public JsonNode? Answer(string method, string path, JsonNode? body, bool mayCreate)
    {
        var parts = path.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (method, parts) switch
        {
            ("get", ["me"]) => new JsonObject { ["id"] = Caller },
            ("get", [var one]) when one.StartsWith("applications(", StringComparison.Ordinal) => Find(Applications, one).DeepClone(),
            ("get", [var one]) when one.StartsWith("servicePrincipals(", StringComparison.Ordinal) => Find(Principals, one).DeepClone(),
            ("get", ["applications", var id, "owners"]) => List(Owners[id].Select(owner => new JsonObject { ["id"] = owner })),
            ("get", ["servicePrincipals", var id, "appRoleAssignedTo"]) => List(Assignments.Where(assignment => (string?)assignment["resourceId"] == id)),
            ("patch", [var one]) when mayCreate => Upsert(one, (JsonObject)body!),
            ("patch", ["applications", var id]) => Change(ById(id), (JsonObject)body!),
            ("delete", ["applications", var id]) => Delete(ById(id)),
            ("post", ["servicePrincipals"]) => CreatePrincipal((JsonObject)body!),
            ("post", ["servicePrincipals", _, "appRoleAssignedTo"]) => Assign((JsonObject)body!),
            ("post", ["applications", var id, "addPassword"]) => AddPassword(ById(id), (JsonObject)body!),
            ("post", ["applications", var id, "removePassword"]) => RemovePassword(ById(id), (string)body!["keyId"]!),
            _ => throw new InvalidOperationException($"Graph: {method} {path}"),
        };
    }

    private static JsonObject Find(List<JsonObject> all, string one)
    {
        var (name, value) = Key(one);
        return all.Find(item => (string?)item[name] == value) ?? throw NotFound(value);
    }

    private static (string Name, string Value) Key(string one)
    {
        var inner = one[(one.IndexOf('(', StringComparison.Ordinal) + 1)..^1].Split('=');
        return (inner[0], inner[1].Trim('\''));
    }

    private JsonObject ById(string id) => Applications.Find(application => (string?)application["id"] == id) ?? throw NotFound(id);

    private static Refusal NotFound(string what) => new($"Not Found({{\"error\":{{\"code\":\"Request_ResourceNotFound\",\"message\":\"Resource '{what}' does not exist\"}}}})");

    private JsonNode? Upsert(string one, JsonObject body)
    {
        var (_, value) = Key(one);
        if (Applications.Exists(application => (string?)application["uniqueName"] == value))
        {
            return null;
        }

        return Create((string)body["displayName"]!, value, Caller).DeepClone();
    }

    private static JsonNode? Change(JsonObject application, JsonObject body)
    {
        foreach (var (name, value) in body)
        {
            application[name] = value?.DeepClone();
        }

        return null;
    }

    private JsonNode? Delete(JsonObject application)
    {
        Applications.Remove(application);
        foreach (var principal in Principals.Where(principal => (string?)principal["appId"] == (string?)application["appId"]).ToList())
        {
            Principals.Remove(principal);
            Assignments.RemoveAll(assignment => (string?)assignment["principalId"] == (string?)principal["id"] || (string?)assignment["resourceId"] == (string?)principal["id"]);
        }

        return null;
    }

    private JsonObject CreatePrincipal(JsonObject body)
    {
        var appId = (string)body["appId"]!;
        if (Principals.Exists(principal => (string?)principal["appId"] == appId))
        {
            throw new Refusal("Conflict({\"error\":{\"code\":\"Request_MultipleObjectsWithSameKeyValue\"}})");
        }

        var made = new JsonObject { ["id"] = Guid.Parse($"0b0b0b0b-0000-4000-8000-{++_made:D12}").ToString(), ["appId"] = appId };
        Principals.Add(made);
        return (JsonObject)made.DeepClone();
    }

    private JsonNode? Assign(JsonObject body)
    {
        if (Assignments.Exists(assignment => (string?)assignment["principalId"] == (string?)body["principalId"] && (string?)assignment["appRoleId"] == (string?)body["appRoleId"]))
        {
            throw new Refusal("Bad Request({\"error\":{\"message\":\"Permission being assigned already exists on the object\"}})");
        }

        Assignments.Add((JsonObject)body.DeepClone());
        return null;
    }

    private JsonObject AddPassword(JsonObject application, JsonObject body)
    {
        var id = Guid.Parse($"0c0c0c0c-0000-4000-8000-{++_made:D12}").ToString();
        var kept = (JsonObject)body["passwordCredential"]!.DeepClone();
        kept["keyId"] = id;
        application["passwordCredentials"]!.AsArray().Add((JsonNode)kept);
        return new JsonObject { ["keyId"] = id, ["secretText"] = string.Create(CultureInfo.InvariantCulture, $"THE-CLIENT-SECRET-{_made}"), ["endDateTime"] = (string?)kept["endDateTime"] };
    }

    private static JsonNode? RemovePassword(JsonObject application, string id)
    {
        var credentials = application["passwordCredentials"]!.AsArray();
        credentials.Remove(credentials.FirstOrDefault(credential => (string?)credential!["keyId"] == id) ?? throw NotFound(id));
        return null;
    }

    private static JsonObject List(IEnumerable<JsonObject> items) => new() { ["value"] = new JsonArray([.. items.Select(item => (JsonNode)item.DeepClone())]) };
}
