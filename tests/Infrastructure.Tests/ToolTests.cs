using System.Net;
using System.Reflection;

namespace RootWatch.Infrastructure.Tests;

/// <summary>The tools that the README's recipes and the templates rest on run on this machine, offline.</summary>
public sealed class ToolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rootwatch-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_bicep_CLI_builds_a_template()
    {
        var bicep = typeof(ToolTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key is "BicepCli").Value!;
        Tool.RequireFile(bicep, "dotnet restore");
        var template = Path.Combine(_folder, "main.bicep");
        await File.WriteAllTextAsync(template, "param location string = resourceGroup().location\noutput where string = location\n", TestContext.Current.CancellationToken);

        await using var build = Child.Start(bicep, ["build", template, "--stdout"]);

        (await build.ExitCodeAsync()).ShouldBe(0, build.Output);
        build.Output.ShouldContain("\"where\"");
    }

    [Fact]
    public async Task Azurite_serves_AzureWebJobsStorage_as_the_README_starts_it()
    {
        var azurite = Repository.PathOf("node_modules/.bin/azurite");
        Tool.RequireFile(azurite, "npm ci");
        await using var server = Child.Start(azurite, ["--location", _folder, "--silent", "--blobPort", "0", "--queuePort", "0", "--tablePort", "0"]);
        var line = await server.SawAsync("Blob service is successfully listening at http://");
        using var client = new HttpClient();

        using var answer = await client.GetAsync(new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..].Trim() + "/devstoreaccount1?comp=list"), TestContext.Current.CancellationToken);

        // It asks for a signature: the storage emulator is there.
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        answer.Headers.Server.ToString().ShouldContain("Azurite");
    }
}
