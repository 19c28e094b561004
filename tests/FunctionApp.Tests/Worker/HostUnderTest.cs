using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.FunctionsHost;
using RootWatch.LocalHost;

namespace RootWatch.FunctionApp.Tests.Worker;

/// <summary>One of the two hosts, with channels of its own to send to.</summary>
internal sealed class HostUnderTest(Uri address, RecordingSinks sinks, IAsyncDisposable host) : IAsyncDisposable
{
    /// <summary>The host key.</summary>
    public const string Key = "the-function-key-of-the-tests";

    /// <summary>The function key that EventBridge holds.</summary>
    public const string EventsKey = "the-key-of-events-alone";

    public static readonly WorkerKeys Keys = new(Key, new Dictionary<string, string>(StringComparer.Ordinal) { ["ReceiveEvents"] = EventsKey });

    public Uri Address => address;

    public RecordingSinks Sinks => sinks;

    /// <summary>What the worker logged and printed.</summary>
    public string Log => ((WorkerHost)host).Log;

    /// <summary>The worker's process.</summary>
    public int ProcessId => ((WorkerHost)host).Worker.Id;

    /// <summary>Runs one of the worker's timers, as when it is due; tells whether it ran without an exception.</summary>
    public Task<bool> RunTimerAsync(string function) => ((WorkerHost)host).RunTimerAsync(function, TestContext.Current.CancellationToken);

    /// <summary>The functions on Kestrel.</summary>
    public static async Task<HostUnderTest> StartLocalAsync(Func<RecordingSinks, Dictionary<string, string?>> settings)
    {
        var sinks = await RecordingSinks.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        var all = settings(sinks);
        all["LocalHost:FunctionKeys:0"] = Key;
        all["LocalHost:Keys:ReceiveEvents:0"] = EventsKey;

        // The worker's timers run when a test says so; here they would run by the clock.
        all["AzureWebJobs.SweepLedger.Disabled"] = "true";
        all["AzureWebJobs.ReconcileAccounts.Disabled"] = "true";
        var app = await LocalFunctionApp.StartAsync(
            all, services => services.AddSingleton(new AwsIdentity(new BasicAWSCredentials("test", "the-aws-secret"))), cancellationToken: TestContext.Current.CancellationToken);
        return new HostUnderTest(app.BaseAddress, sinks, app);
    }

    /// <summary>The published worker, as the Functions host runs it.</summary>
    public static async Task<HostUnderTest> StartWorkerAsync(PublishedApp published, Func<RecordingSinks, Dictionary<string, string?>> settings)
    {
        var sinks = await RecordingSinks.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        var host = await published.StartAsync(settings(sinks));
        return new HostUnderTest(host.BaseAddress, sinks, host);
    }

    /// <summary>Both channels, pointed at the sinks.</summary>
    public static Dictionary<string, string?> Channels(RecordingSinks sinks) => new(sinks.ChannelSettings, StringComparer.Ordinal)
    {
        ["Notifications:SecondsBetweenMessages"] = "0",
        ["Notifications:MostIn5Seconds"] = "10000",
    };

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await sinks.DisposeAsync();
    }
}
