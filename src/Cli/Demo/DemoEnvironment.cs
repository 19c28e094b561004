using System.Security.Cryptography;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Cli.Demo.Preview;
using RootWatch.Cli.Serve;
using RootWatch.LocalHost;
using RootWatch.Simulator;
using RootWatch.Simulator.Sinks;

namespace RootWatch.Cli.Demo;

/// <summary>The whole bridge on loopback ports: an EventBridge in front, SNS and Teams behind.</summary>
internal sealed class DemoEnvironment : IAsyncDisposable
{
    private readonly LocalFunctionApp _app;

    private DemoEnvironment(RecordingSinks sinks, LocalFunctionApp app, LocalKeys keys)
    {
        Sinks = sinks;
        _app = app;
        Keys = keys;
        EventBridge = new ApiDestination(app.EventsUrl, new ApiDestinationConnection("x-functions-key", keys.Events), new Simulator.RetryPolicy(), TimeProvider.System, new Random());
    }

    public RecordingSinks Sinks { get; }

    public ApiDestination EventBridge { get; }

    public LocalKeys Keys { get; }

    public Uri EventsUrl => _app.EventsUrl;

    public static async Task<DemoEnvironment> StartAsync(int port, CancellationToken cancellationToken)
    {
        var keys = LocalKeys.Make();
        var sinks = await RecordingSinks.StartAsync(TimeProvider.System, cancellationToken);
        var settings = new Dictionary<string, string?>(sinks.ChannelSettings, StringComparer.Ordinal)
        {
            // The story is played faster than life: nothing is to wait for the next minute.
            ["Notifications:SecondsBetweenMessages"] = "0",
            ["Notifications:RunbookUrl"] = "https://runbooks.example/aws-root",
            ["Accounts:Names:111122223333"] = "prod-payments",
            ["Accounts:Names:444455556666"] = "batch",
            ["Links:Keys:demo"] = RandomNumberGenerator.GetHexString(64),
        };
        foreach (var (name, value) in keys.Settings)
        {
            settings[name] = value;
        }

        var app = await LocalFunctionApp.StartAsync(
            settings, services => services.AddSingleton(new AwsIdentity(new BasicAWSCredentials("demo", "demo"))), port, PreviewPage.Map, cancellationToken);
        return new DemoEnvironment(sinks, app, keys);
    }

    public Uri UrlOf(string path) => new(_app.BaseAddress, path);

    public async ValueTask DisposeAsync()
    {
        EventBridge.Dispose();
        await _app.DisposeAsync();
        await Sinks.DisposeAsync();
    }
}
