using System.Text.Json.Nodes;
using RootWatch.Cli.Deploy.Programs;

namespace RootWatch.Infrastructure.Tests.Deploy.StandIns;

/// <summary>Azure behind its CLI: one resource group, what the template makes in it, the vault, and the function's keys.</summary>
internal sealed class StandInAzure(StandInEntra entra, TimeProvider time)
{
    public const string Subscription = "11111111-2222-4333-8444-555555555555";
    public const string Tenant = "22222222-3333-4444-8555-666666666666";
    public const string Group = "rg-rootwatch";
    public const string App = "func-rootwatch";
    public const string Vault = "kv-rootwatch-x1";
    public const string Receiver = "ReceiveEvents";

    private const string Principal = "33333333-4444-4555-8666-777777777777";
    private const string Path = $"/subscriptions/{Subscription}/resourceGroups/{Group}";

    private static readonly (string Type, string Name)[] Made =
    [
        ("Microsoft.Insights/scheduledQueryRules", "alert-rootwatch"), ("microsoft.insights/actionGroups", "ag-rootwatch"), ("Microsoft.Web/sites", App), ("Microsoft.Web/serverFarms", "asp-rootwatch"),
        ("Microsoft.KeyVault/vaults", Vault), ("Microsoft.Storage/storageAccounts", "strootwatch"), ("Microsoft.ManagedIdentity/userAssignedIdentities", "id-rootwatch"),
    ];

    private int _made;

    public bool HasGroup { get; set; }

    public bool HasDeletedVault { get; set; }

    public JsonObject? Deployment { get; set; }

    public List<JsonObject> Resources { get; } = [];

    public Dictionary<string, StandInVaultSecret> Secrets { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> EventsKeys { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> HostKeys { get; } = new(StringComparer.Ordinal) { ["default"] = "THE-DEFAULT-KEY" };

    /// <summary>Locks, by their ids.</summary>
    public List<string> Locks { get; } = [];

    /// <summary>The ids of the function's role assignments that an earlier template made.</summary>
    public List<string> OldRoles { get; } = [];

    /// <summary>The variables of each deployment of the template.</summary>
    public List<IReadOnlyDictionary<string, string>> Deployments { get; } = [];

    /// <summary>References that Azure cannot follow, by the setting's name.</summary>
    public Dictionary<string, string> Unresolved { get; } = new(StringComparer.Ordinal);

    public int Published { get; private set; }

    /// <summary>How often the references to secrets were read anew.</summary>
    public int Refreshed { get; private set; }

    public string SignedInSubscription { get; set; } = Subscription;

    public string? Answer(ProgramCall call)
    {
        var arguments = new Arguments(call.Arguments);
        var answer = arguments.Command switch
        {
            "account show" => new JsonObject { ["id"] = SignedInSubscription, ["tenantId"] = Tenant, ["user"] = new JsonObject { ["name"] = "ops@example.com", ["type"] = "user" } },
            "group exists" => JsonValue.Create(HasGroup),
            "group create" => Do(() => HasGroup = true),
            "deployment group list" => InGroup(() => Deployment is null ? [] : new JsonArray(new JsonObject { ["name"] = (string?)Deployment["name"] })),
            "deployment group show" => InGroup(() => Deployment?.DeepClone() ?? throw new Refusal("(DeploymentNotFound) Deployment 'rootwatch' could not be found.", 3)),
            "deployment group create" => InGroup(() => Deploy(call.Variables)),
            "deployment group delete" => InGroup(() => Do(() => Deployment = null)),
            "deployment group what-if" => InGroup(() => JsonValue.Create("Resource changes: 1 to modify.")),
            "resource list" => InGroup(() => new JsonArray([.. Resources.Select(resource => resource.DeepClone())])),
            "resource delete" => Locks.Exists(held => held.StartsWith($"{arguments["--ids"]}/", StringComparison.Ordinal)) ? throw new Refusal("(ScopeLocked) The scope cannot perform delete operation because it is locked.") : Do(() => DeleteResource(arguments["--ids"])),
            "keyvault list-deleted" => HasDeletedVault ? new JsonArray(new JsonObject { ["name"] = Vault, ["properties"] = new JsonObject { ["vaultId"] = $"{Path}/providers/Microsoft.KeyVault/vaults/{Vault}", ["location"] = "westeurope" } }) : new JsonArray(),
            "keyvault recover" => Do(Recover),
            "functionapp deployment source config-zip" => Do(() => Publish(arguments["--src"])),
            "functionapp keys list" => Running(() => new JsonObject { ["functionKeys"] = Texts(HostKeys), ["masterKey"] = "THE-MASTER-KEY" }),
            "functionapp keys set" => Running(() => Set(HostKeys, arguments["--key-name"])),
            "functionapp keys delete" => Running(() => Remove(HostKeys, arguments["--key-name"])),
            "functionapp function keys list" => Running(() => arguments["--function-name"] is Receiver ? Texts(EventsKeys) : throw new Refusal("no such function")),
            "functionapp function keys set" => Running(() => Set(EventsKeys, arguments["--key-name"])),
            "functionapp function keys delete" => Running(() => Remove(EventsKeys, arguments["--key-name"])),
            "lock list" => new JsonArray([.. Locks.Select(id => (JsonNode)new JsonObject { ["id"] = id, ["name"] = id.Split('/')[^1] })]),
            "lock delete" => Do(() => Locks.Remove(arguments["--ids"])),
            "identity list" => new JsonArray(new JsonObject { ["principalId"] = Principal, ["tags"] = new JsonObject { ["application"] = "rootwatch" } }),
            "rest" => Rest(arguments, call.Input),
            _ => throw new InvalidOperationException(call.ToString()),
        };
        return arguments.Command is "deployment group what-if" ? (string?)answer : answer?.ToJsonString();
    }

    /// <summary>The group with a bridge in it, as the scripts of earlier versions left it: one host key that opens everything.</summary>
    public void BeOld(string audience)
    {
        HasGroup = true;
        Resources.AddRange(Made.Select(made => Resource(made.Type, made.Name)));
        Secrets["link-key-a"] = new StandInVaultSecret("OLD", time.GetUtcNow());
        Secrets["teams-workflow-url"] = new StandInVaultSecret("https://old.example", time.GetUtcNow());
        HostKeys["eventbridge"] = "THE-OLD-HOST-KEY";
        Deployment = new JsonObject { ["name"] = "rootwatch", ["properties"] = new JsonObject { ["parameters"] = new JsonObject { ["awsTokenAudience"] = new JsonObject { ["value"] = audience }, ["deployerObjectId"] = new JsonObject { ["value"] = string.Empty } } } };
        OldRoles.AddRange([$"{Path}/providers/Microsoft.KeyVault/vaults/{Vault}/providers/Microsoft.Authorization/roleAssignments/1", $"{Path}/providers/Microsoft.Storage/storageAccounts/strootwatch/providers/Microsoft.Authorization/roleAssignments/2"]);
        Published = 1;
    }

    private JsonNode? Rest(Arguments arguments, string? input)
    {
        var url = arguments["--url"];
        var body = input is null ? null : JsonNode.Parse(input);
        const string Graph = "https://graph.microsoft.com/v1.0";
        if (url.StartsWith(Graph, StringComparison.Ordinal))
        {
            return entra.Answer(arguments["--method"], url[Graph.Length..], body, arguments.All("--headers").Contains("Prefer=create-if-missing", StringComparer.Ordinal));
        }

        var path = new Uri(url).AbsolutePath;
        const string InVault = $"{Path}/providers/Microsoft.KeyVault/vaults/{Vault}/secrets";
        return (arguments["--method"], path) switch
        {
            ("get", InVault) => new JsonObject { ["value"] = new JsonArray([.. Secrets.Select(secret => (JsonNode)Describe(secret.Key, secret.Value))]) },
            ("get", $"{Path}/providers/Microsoft.Authorization/roleAssignments") when url.EndsWith($"&$filter=principalId%20eq%20%27{Principal}%27", StringComparison.Ordinal) =>
                new JsonObject { ["value"] = new JsonArray([.. OldRoles.Append("/subscriptions/x/providers/Microsoft.Authorization/roleAssignments/above").Select(id => (JsonNode)new JsonObject { ["id"] = id })]) },
            ("post", $"{Path}/providers/Microsoft.Web/sites/{App}/config/configreferences/appsettings/refresh") => Do(() => Refreshed++),
            ("delete", _) when OldRoles.Contains(path) => Do(() => OldRoles.Remove(path)),
            ("patch", _) when path.StartsWith($"{InVault}/", StringComparison.Ordinal) => Do(() => Secrets[path[(InVault.Length + 1)..]].IsEnabled = (bool)body!["properties"]!["attributes"]!["enabled"]!),
            ("get", $"{Path}/providers/Microsoft.Web/sites/{App}/config/configreferences/appsettings") => References(),
            _ => throw new InvalidOperationException($"{arguments["--method"]} {url}"),
        };
    }

    // As the template does: secrets first, then the settings that refer to them.
    private JsonObject Deploy(IReadOnlyDictionary<string, string> variables)
    {
        Deployments.Add(variables);
        Deployment = new JsonObject
        {
            ["name"] = "rootwatch",
            ["properties"] = new JsonObject { ["parameters"] = new JsonObject { ["awsTokenAudience"] = new JsonObject { ["value"] = variables["ROOTWATCH_TOKEN_AUDIENCE"] } } },
        };
        if (OldRoles.Count > 0)
        {
            throw new Refusal("ERROR: {\"code\":\"RoleAssignmentExists\",\"message\":\"The role assignment already exists.\"}");
        }

        if (HasDeletedVault)
        {
            throw new Refusal("ERROR: {\"code\":\"ConflictError\",\"message\":\"A vault with the same name already exists in deleted state.\"}");
        }

        foreach (var (type, name) in Made.Where(made => !Resources.Exists(resource => (string?)resource["name"] == made.Name)))
        {
            Resources.Add(Resource(type, name));
        }

        Write($"link-key-{variables["ROOTWATCH_LINK_KEYS"].Split(',')[0]}", variables["ROOTWATCH_LINK_KEY"]);
        Write("teams-workflow-url", variables["ROOTWATCH_TEAMS_WORKFLOW_URL"]);
        Write("teams-graph-client-secret", variables["ROOTWATCH_GRAPH_CLIENT_SECRET"]);
        Write("eventbridge-client-secret", variables["ROOTWATCH_EVENTBRIDGE_SECRET"], variables["ROOTWATCH_EVENTBRIDGE_SECRET_ID"], variables["ROOTWATCH_EVENTBRIDGE_SECRET_EXPIRES"]);
        Write("teams-graph-token-cache", variables["ROOTWATCH_NEW_TOKEN_CACHE"] is "true" ? "none" : string.Empty);
        Deployment["properties"]!["outputs"] = Outputs(variables);
        return (JsonObject)Deployment.DeepClone();
    }

    private static JsonObject Outputs(IReadOnlyDictionary<string, string> variables)
    {
        static JsonObject Value(string value) => new() { ["type"] = "String", ["value"] = value };
        return new JsonObject
        {
            ["functionName"] = Value(App),
            ["functionId"] = Value($"{Path}/providers/Microsoft.Web/sites/{App}"),
            ["eventsUrl"] = Value($"https://{App}.azurewebsites.net/api/events"),
            ["identityObjectId"] = Value(Principal),
            ["tenantId"] = Value(Tenant),
            ["vaultName"] = Value(Vault),
            ["storageName"] = Value("strootwatch"),
            ["tokenAudience"] = Value(variables["ROOTWATCH_TOKEN_AUDIENCE"]),
        };
    }

    private void Write(string name, string value, string contentType = "", string expires = "0")
    {
        if (value.Length > 0)
        {
            Secrets[name] = new StandInVaultSecret(value, time.GetUtcNow()) { ContentType = contentType, Expires = long.Parse(expires, System.Globalization.CultureInfo.InvariantCulture) };
        }
    }

    private JsonObject References()
    {
        var last = Deployments[^1];
        var names = last["ROOTWATCH_LINK_KEYS"].Split(',').ToDictionary(id => $"Links__Keys__{id}", id => $"link-key-{id}", StringComparer.Ordinal);
        if (last["ROOTWATCH_TEAMS_VIA"] is "Workflow")
        {
            names["Teams__Workflow__Url"] = "teams-workflow-url";
        }

        JsonNode Reference(string setting, string secret) => new JsonObject
        {
            ["name"] = setting,
            ["properties"] = new JsonObject
            {
                ["secretName"] = secret,
                ["status"] = Unresolved.GetValueOrDefault(setting) ?? (Secrets.TryGetValue(secret, out var known) && known.IsEnabled ? "Resolved" : "SecretNotFound"),
            },
        };
        return new JsonObject { ["value"] = new JsonArray([.. names.Select(name => Reference(name.Key, name.Value))]) };
    }

    private static JsonObject Describe(string name, StandInVaultSecret secret) => new()
    {
        ["name"] = name,
        ["properties"] = new JsonObject
        {
            ["contentType"] = secret.ContentType,
            ["attributes"] = new JsonObject { ["enabled"] = secret.IsEnabled, ["created"] = secret.Created.ToUnixTimeSeconds() },
        },
    };

    private void DeleteResource(string id)
    {
        var resource = Resources.Find(resource => (string?)resource["id"] == id) ?? throw new Refusal($"(ResourceNotFound) {id}", 3);
        Resources.Remove(resource);
        if ((string?)resource["name"] is Vault)
        {
            HasDeletedVault = true;
        }
        else if ((string?)resource["name"] is App)
        {
            Published = 0;
            EventsKeys.Clear();
        }
    }

    private void Recover()
    {
        HasDeletedVault = false;
        Resources.Add(Resource("Microsoft.KeyVault/vaults", Vault));
    }

    private void Publish(string zip)
    {
        File.Exists(zip).ShouldBeTrue();
        Resources.ShouldContain(resource => (string?)resource["name"] == App);
        Published++;
    }

    private JsonNode? Running(Func<JsonNode?> answer) => Published > 0 ? answer() : throw new Refusal("Operation returned an invalid status 'Bad Request'");

    private JsonNode? InGroup(Func<JsonNode?> answer) => HasGroup ? answer() : throw new Refusal($"(ResourceGroupNotFound) Resource group '{Group}' could not be found.", 3);

    private JsonObject Set(Dictionary<string, string> keys, string name)
    {
        keys[name] = $"THE-KEY-{name}-{++_made}";
        return new JsonObject { ["name"] = name, ["value"] = keys[name] };
    }

    private static JsonNode? Remove(Dictionary<string, string> keys, string name) => keys.Remove(name) ? null : throw new Refusal("Not Found");

    private static JsonObject Texts(Dictionary<string, string> keys) => new(keys.Select(key => KeyValuePair.Create<string, JsonNode?>(key.Key, key.Value)));

    private static JsonObject Resource(string type, string name) => new() { ["type"] = type, ["name"] = name, ["id"] = $"{Path}/providers/{type}/{name}", ["tags"] = new JsonObject { ["application"] = "rootwatch" } };

    private static JsonNode? Do(Action act)
    {
        act();
        return null;
    }
}
