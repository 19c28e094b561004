using System.Text.Json.Nodes;

namespace RootWatch.Infrastructure.Tests.Azure;

/// <summary>What the compiler itself predicts that a deployment makes, with its expressions worked out.</summary>
internal sealed class Snapshot
{
    private static readonly Lazy<Task<Snapshot>> Defaults = new(() => TakeAsync([]));
    private static readonly Lazy<Task<Snapshot>> AllOptions = new(() => TakeAsync(new(StringComparer.Ordinal)
    {
        ["ROOTWATCH_ALWAYS_READY"] = "2",
        ["ROOTWATCH_MAXIMUM_INSTANCES"] = "80",
        ["ROOTWATCH_MEMORY_MB"] = "512",
        ["ROOTWATCH_ZONE_REDUNDANT"] = "true",
        ["ROOTWATCH_SITE_UPDATE_STRATEGY"] = "RollingUpdate",
        ["ROOTWATCH_PRIVATE_NETWORK"] = "true",
        ["ROOTWATCH_LOCK"] = "true",
        ["ROOTWATCH_STORAGE_SKU"] = "Standard_GZRS",
        ["ROOTWATCH_LOG_RETENTION_DAYS"] = "365",
        ["ROOTWATCH_HEARTBEAT_MINUTES"] = "30",
        ["ROOTWATCH_BASE_URL"] = "https://rootwatch.example.com",
        ["ROOTWATCH_TEAMS_VIA"] = "Graph",
        ["ROOTWATCH_NEW_TOKEN_CACHE"] = "true",
        ["ROOTWATCH_SETTINGS"] = """{"Notifications__RunbookUrl":"https://runbook.example.com"}""",
    }));

    private readonly string _text;

    private Snapshot(string text) => _text = text;

    /// <summary>The resources, in the order of the template.</summary>
    public IReadOnlyList<JsonObject> Resources => [.. JsonNode.Parse(_text)!["predictedResources"]!.AsArray().Select(resource => resource!.AsObject())];

    /// <summary>Nothing set.</summary>
    public static Task<Snapshot> DefaultsAsync() => Defaults.Value;

    /// <summary>Everything on that is off by default.</summary>
    public static Task<Snapshot> AllOptionsAsync() => AllOptions.Value;

    public JsonObject The(string type) => Resources.Single(resource => (string)resource["type"]! == type);

    public IEnumerable<JsonObject> All(string type) => Resources.Where(resource => (string)resource["type"]! == type);

    public JsonObject Settings() => Resources.Single(resource => ((string)resource["id"]!).EndsWith("/config/appsettings", StringComparison.Ordinal))["properties"]!.AsObject();

    /// <summary>What the compiler says about variables that a deployment cannot succeed with.</summary>
    public static async Task<string> RefusedAsync(Dictionary<string, string> environment) =>
        await Bicep.OnCopyAsync(async copy =>
        {
            var (exitCode, output) = await RunAsync(copy, environment);
            exitCode.ShouldNotBe(0, output);
            return output;
        });

    private static Task<Snapshot> TakeAsync(Dictionary<string, string> environment) =>
        Bicep.OnCopyAsync(async copy =>
        {
            var (exitCode, output) = await RunAsync(copy, environment);
            exitCode.ShouldBe(0, output);
            return new Snapshot(await File.ReadAllTextAsync(Path.Combine(copy, "main.snapshot.json"), CancellationToken.None));
        });

    private static Task<(int ExitCode, string Output)> RunAsync(string folder, Dictionary<string, string> environment) =>
        Bicep.RunAsync(
            [
                "snapshot", Path.Combine(folder, "main.bicepparam"), "--mode", "overwrite",
                "--subscription-id", "11111111-2222-4333-8444-555555555555", "--resource-group", "rg-rootwatch", "--location", "westeurope",
            ],
            environment);
}
