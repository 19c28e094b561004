using System.Reflection;
using System.Text.Json.Nodes;

namespace RootWatch.Infrastructure.Tests.Azure;

/// <summary>The bicep CLI, and the templates that it compiles.</summary>
internal static class Bicep
{
    private static readonly Lazy<Task<JsonObject>> Compiled = new(CompileAsync);

    /// <summary>The compiler.</summary>
    public static string Cli
    {
        get
        {
            var cli = typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key is "BicepCli").Value!;
            Tool.RequireFile(cli, "dotnet restore");
            return cli;
        }
    }

    /// <summary>Every file of the templates.</summary>
    public static IReadOnlyList<string> Files => [.. Directory.EnumerateFiles(PathOf(string.Empty), "*.bicep", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public static string PathOf(string file) => Repository.PathOf($"infra/bicep/{file}");

    public static Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => RunAsync(arguments, environment: null);

    public static async Task<(int ExitCode, string Output)> RunAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        await using var bicep = Child.Start(Cli, arguments, environment);
        return (await bicep.ExitCodeAsync(), bicep.Output);
    }

    /// <summary>The compiled template, its modules within.</summary>
    public static Task<JsonObject> TemplateAsync() => Compiled.Value;

    /// <summary>All resources of the compiled template, those of its modules, too.</summary>
    public static async Task<IReadOnlyList<JsonObject>> ResourcesAsync() => [.. Resources(await TemplateAsync())];

    /// <summary>The resources of a module.</summary>
    public static async Task<IReadOnlyDictionary<string, JsonObject>> ModuleAsync(string module) =>
        (await TemplateAsync())["resources"]![module]!["properties"]!["template"]!["resources"]!.AsObject().ToDictionary(resource => resource.Key, resource => resource.Value!.AsObject(), StringComparer.Ordinal);

    /// <summary>Works on a copy of the templates, which is gone afterwards.</summary>
    public static async Task<T> OnCopyAsync<T>(Func<string, Task<T>> work)
    {
        var copy = Directory.CreateTempSubdirectory("rootwatch-").FullName;
        try
        {
            foreach (var file in Directory.EnumerateFiles(PathOf(string.Empty), "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(copy, Path.GetRelativePath(PathOf(string.Empty), file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }

            return await work(copy);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static Task<JsonObject> CompileAsync() => OnCopyAsync(async copy =>
    {
        var (exitCode, text) = await RunAsync("build", Path.Combine(copy, "main.bicep"), "--outfile", Path.Combine(copy, "main.json"));
        exitCode.ShouldBe(0, text);
        return JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(copy, "main.json"), CancellationToken.None))!.AsObject();
    });

    private static IEnumerable<JsonObject> Resources(JsonNode template) =>
        template["resources"]!.AsObject().Select(resource => resource.Value!.AsObject())
            .Where(resource => !(bool?)resource["existing"] ?? true)
            .SelectMany(resource => (string)resource["type"]! is "Microsoft.Resources/deployments" ? Resources(resource["properties"]!["template"]!) : [resource]);
}
