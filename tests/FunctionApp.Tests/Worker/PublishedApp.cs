using RootWatch.FunctionsHost;
using YamlDotNet.RepresentationModel;

[assembly: AssemblyFixture(typeof(RootWatch.FunctionApp.Tests.Worker.PublishedApp))]

namespace RootWatch.FunctionApp.Tests.Worker;

/// <summary>The function app, published as the Azure Developer CLI does for azure.yaml: its hooks around <c>dotnet publish</c>.</summary>
public sealed class PublishedApp : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    public string Folder { get; } = Repository.PathOf("artifacts/published");

    public async ValueTask InitializeAsync()
    {
        var service = Service();
        var project = Repository.PathOf(service["project"].ToString());
        await RunAsync(project, service["hooks"]["prepackage"]["shell"].ToString(), "-ec", service["hooks"]["prepackage"]["run"].ToString());
        try
        {
            await RunAsync(project, "dotnet", "publish", project, "-c", "Release", "--output", Folder);
        }
        finally
        {
            await RunAsync(project, service["hooks"]["postpackage"]["shell"].ToString(), "-ec", service["hooks"]["postpackage"]["run"].ToString());
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Starts it under the Functions host.</summary>
    /// <param name="settings">Its settings, by configuration key.</param>
    internal Task<WorkerHost> StartAsync(Dictionary<string, string?> settings)
    {
        var environment = settings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value!, StringComparer.Ordinal);
        environment["AWS_ACCESS_KEY_ID"] = "test";
        environment["AWS_SECRET_ACCESS_KEY"] = "the-aws-secret";
        return WorkerHost.StartAsync(Folder, environment, HostUnderTest.Key, TestContext.Current.CancellationToken);
    }

    private static YamlNode Service()
    {
        using var file = File.OpenText(Repository.PathOf("azure.yaml"));
        var yaml = new YamlStream();
        yaml.Load(file);
        return yaml.Documents[0].RootNode["services"]["function"];
    }

    private static async Task RunAsync(string folder, string program, params string[] arguments)
    {
        // The package with the official SNS client is not on every feed; what it would change has tests of its own.
        await using var step = Child.Start(program, arguments, new Dictionary<string, string>(StringComparer.Ordinal) { ["ROOTWATCH_SNS_SDK"] = "false" }, folder, Patience);
        (await step.ExitCodeAsync()).ShouldBe(0, step.Output);
    }
}
