using System.Text.Json.Nodes;

namespace RootWatch.Cli.Deploy.Azure;

/// <summary>What infra/bicep/main.bicep puts out.</summary>
internal sealed record BicepOutputs(string FunctionName, string FunctionId, string EventsUrl, string IdentityObjectId, string TenantId, string VaultName)
{
    /// <summary>The outputs of a deployment; null where it has none, for it failed or is of an older version.</summary>
    public static BicepOutputs? Of(JsonNode? deployment)
    {
        var outputs = deployment?["properties"]?["outputs"];
        string? Value(string name) => (string?)outputs?[name]?["value"];
        return Value("functionName") is { } function && Value("functionId") is { } id && Value("eventsUrl") is { } url && Value("identityObjectId") is { } identity
            && Value("tenantId") is { } tenant && Value("vaultName") is { } vault
            ? new BicepOutputs(function, id, url, identity, tenant, vault)
            : null;
    }
}
