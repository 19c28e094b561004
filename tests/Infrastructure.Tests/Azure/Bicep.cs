using System.Reflection;
using System.Text.Json.Nodes;

namespace RootWatch.Infrastructure.Tests.Azure;

/// <summary>The bicep CLI, and the templates that it compiles.</summary>
internal static class Bicep
{
    public static string PathOf(string file) => Repository.PathOf($"infra/bicep/{file}");

    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var cli = typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key is "BicepCli").Value!;
        Tool.RequireFile(cli, "dotnet restore");
        await using var bicep = Child.Start(cli, arguments);
        return (await bicep.ExitCodeAsync(), bicep.Output);
    }

    /// <summary>All resources of the compiled template, those of its modules, too.</summary>
    public static async Task<IReadOnlyList<JsonObject>> ResourcesAsync()
    {
        var output = Directory.CreateTempSubdirectory("rootwatch-").FullName;
        try
        {
            var (exitCode, text) = await RunAsync("build", PathOf("main.bicep"), "--outfile", Path.Combine(output, "main.json"));
            exitCode.ShouldBe(0, text);
            return [.. ResourcesIn(JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(output, "main.json"), TestContext.Current.CancellationToken))!)];
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    private static IEnumerable<JsonObject> ResourcesIn(JsonNode template) =>
        Listed(template["resources"]!).SelectMany(resource => (string)resource["type"]! is "Microsoft.Resources/deployments" ? ResourcesIn(resource["properties"]!["template"]!) : [resource]);

    private static IEnumerable<JsonObject> Listed(JsonNode resources) =>
        resources is JsonArray list ? list.Select(resource => resource!.AsObject()) : resources.AsObject().Select(resource => resource.Value!.AsObject());
}
