using RootWatch.FunctionsHost;

[assembly: AssemblyFixture(typeof(RootWatch.FunctionApp.Tests.Worker.PublishedApp))]

namespace RootWatch.FunctionApp.Tests.Worker;

/// <summary>The function app, published as <c>rootwatch deploy</c> does it.</summary>
public sealed class PublishedApp : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    public string Folder { get; } = Repository.PathOf("artifacts/published");

    public async ValueTask InitializeAsync()
    {
        // The package with the official SNS client is not on every feed; what it would change has tests of its own.
        await using var publish = Child.Start("dotnet", ["publish", Repository.PathOf("src/FunctionApp"), "--configuration", "Release", "--output", Folder, "-p:SnsSdk=false"], patience: Patience);
        (await publish.ExitCodeAsync()).ShouldBe(0, publish.Output);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Starts it under the Functions host.</summary>
    /// <param name="settings">Its settings, by configuration key.</param>
    internal Task<WorkerHost> StartAsync(Dictionary<string, string?> settings)
    {
        var environment = settings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value!, StringComparer.Ordinal);
        environment["AWS_ACCESS_KEY_ID"] = "test";
        environment["AWS_SECRET_ACCESS_KEY"] = "the-aws-secret";
        return WorkerHost.StartAsync(Folder, environment, HostUnderTest.Keys, TestContext.Current.CancellationToken);
    }
}
