using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Bridge.Storage;
using RootWatch.LocalHost;
using RootWatch.Simulator.Sinks;

namespace RootWatch.SideBySide.Bridge;

/// <summary>The function app on Kestrel in this process, in front of stand-ins that answer at once.</summary>
internal sealed class BenchBridge : IAsyncDisposable
{
    private readonly LocalFunctionApp _app;
    private readonly RecordingSinks _sinks;

    private BenchBridge(LocalFunctionApp app, RecordingSinks sinks) => (_app, _sinks) = (app, sinks);

    public Uri EventsUrl => _app.EventsUrl;

    /// <summary>Settings in which no message waits for another, and nothing sweeps by itself.</summary>
    public static Dictionary<string, string?> Settings(RecordingSinks sinks) => new(sinks.ChannelSettings, StringComparer.Ordinal)
    {
        ["LocalHost:FunctionKeys:0"] = EventClient.Key,
        ["Notifications:SecondsBetweenMessages"] = "0",
        ["Notifications:MostIn5Seconds"] = "100000",
        ["AzureWebJobs.SweepLedger.Disabled"] = "true",
    };

    public static async Task<BenchBridge> StartAsync(IIncidentStore store, CancellationToken cancellationToken)
    {
        var sinks = await RecordingSinks.StartAsync(TimeProvider.System, cancellationToken);
        var app = await LocalFunctionApp.StartAsync(
            Settings(sinks), services => services.AddSingleton(new AwsIdentity(new BasicAWSCredentials("bench", "bench"))).AddSingleton(store), cancellationToken: cancellationToken);
        return new BenchBridge(app, sinks);
    }

    /// <summary>Posts one event after the other.</summary>
    public async Task<Latencies> PostAsync(IEnumerable<byte[]> events, CancellationToken cancellationToken)
    {
        using var all = events.GetEnumerator();
        return new Latencies(await EventClient.PostOnOneAsync(EventsUrl, () => all.MoveNext() ? all.Current : null, cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _sinks.DisposeAsync();
    }
}
