using System.Text.Json.Nodes;
using RootWatch.Cli.Deploy.Programs;

namespace RootWatch.Cli.Deploy.Azure;

/// <summary>The Azure CLI, always in one subscription.</summary>
internal sealed class AzureCli(CommandRunner runner, string subscription)
{
    private const string ResourceManager = "https://management.azure.com";
    private const string Graph = "https://graph.microsoft.com/v1.0";

    public Secrets Secrets => runner.Secrets;

    /// <exception cref="DeploymentException">The command failed.</exception>
    public Task<JsonNode?> RunAsync(CancellationToken cancellationToken, params IEnumerable<string> arguments) =>
        runner.RunAsync(Call(arguments), cancellationToken);

    /// <summary>The same, with variables that Bicep's parameter file reads.</summary>
    /// <exception cref="DeploymentException">The command failed.</exception>
    public Task<JsonNode?> RunAsync(IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken, params IEnumerable<string> arguments) =>
        runner.RunAsync(Call(arguments) with { Variables = variables }, cancellationToken);

    /// <summary>Runs a command whose answer nobody reads.</summary>
    /// <exception cref="DeploymentException">The command failed.</exception>
    public Task DoAsync(CancellationToken cancellationToken, params IEnumerable<string> arguments) => runner.TextAsync(Call(arguments), cancellationToken);

    /// <summary>Runs a command that answers with a text, such as what-if.</summary>
    /// <exception cref="DeploymentException">The command failed.</exception>
    public async Task<string> TextAsync(IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken, params IEnumerable<string> arguments) =>
        runner.Secrets.Hide(await runner.TextAsync(new ProgramCall("az", [.. arguments, "--subscription", subscription, "--only-show-errors"]) { Variables = variables }, cancellationToken));

    /// <summary>Calls Resource Manager.</summary>
    /// <exception cref="DeploymentException">The call failed.</exception>
    public Task<JsonNode?> ResourceManagerAsync(string method, string path, string apiVersion, JsonNode? body, CancellationToken cancellationToken) =>
        RestAsync(method, $"{ResourceManager}{path}?api-version={apiVersion}", body, [], cancellationToken);

    /// <summary>All items of one of Resource Manager's lists, over all its pages.</summary>
    /// <exception cref="DeploymentException">The call failed.</exception>
    public Task<IReadOnlyList<JsonNode>> ResourceManagerListAsync(string path, string apiVersion, CancellationToken cancellationToken, string? filter = null) =>
        ListAsync($"{ResourceManager}{path}?api-version={apiVersion}{(filter is null ? string.Empty : $"&$filter={Uri.EscapeDataString(filter)}")}", cancellationToken);

    /// <summary>Calls Microsoft Graph.</summary>
    /// <exception cref="DeploymentException">The call failed.</exception>
    public Task<JsonNode?> GraphAsync(string method, string path, JsonNode? body, CancellationToken cancellationToken, params IEnumerable<string> headers) =>
        RestAsync(method, $"{Graph}{path}", body, headers, cancellationToken);

    /// <summary>All items of one of Graph's lists, over all its pages.</summary>
    /// <exception cref="DeploymentException">The call failed.</exception>
    public Task<IReadOnlyList<JsonNode>> GraphListAsync(string path, CancellationToken cancellationToken) => ListAsync($"{Graph}{path}", cancellationToken);

    /// <summary>One thing of Graph's; null where Graph says that there is none. Any other failure is one.</summary>
    /// <exception cref="DeploymentException">The call failed.</exception>
    public Task<JsonNode?> GraphFindAsync(string path, CancellationToken cancellationToken) =>
        runner.FindAsync(Call(["rest", "--method", "get", "--url", $"{Graph}{path}"]), static error => error.Contains("Request_ResourceNotFound", StringComparison.Ordinal), cancellationToken);

    private async Task<IReadOnlyList<JsonNode>> ListAsync(string url, CancellationToken cancellationToken)
    {
        List<JsonNode> items = [];
        for (string? next = url; next is not null;)
        {
            var page = await RestAsync("get", next, body: null, [], cancellationToken);
            items.AddRange((page?["value"] as JsonArray ?? []).Select(item => item!));
            next = (string?)page?["nextLink"] ?? (string?)page?["@odata.nextLink"];
        }

        return items;
    }

    private Task<JsonNode?> RestAsync(string method, string url, JsonNode? body, IEnumerable<string> headers, CancellationToken cancellationToken)
    {
        string[] sent = body is null ? [] : ["--body", "@-", "--headers", "Content-Type=application/json", .. headers];
        return runner.RunAsync(Call(["rest", "--method", method, "--url", url, .. sent]) with { Input = body?.ToJsonString() }, cancellationToken);
    }

    private ProgramCall Call(IEnumerable<string> arguments) => new("az", [.. arguments, "--subscription", subscription, "--output", "json", "--only-show-errors"]);
}
