using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.LocalHost;
using RootWatch.Tests.Time;

namespace RootWatch.EndToEnd.Tests;

/// <summary>A running function app with an EventBridge in front whose waits take no time.</summary>
internal sealed class TestBridge : IAsyncDisposable
{
    public const string Key = "the-function-key-of-the-tests";
    private readonly LocalFunctionApp _app;
    private readonly FakeTimeProvider _time = new();

    private TestBridge(LocalFunctionApp app)
    {
        _app = app;
        EventBridge = new ApiDestination(app.EventsUrl, Connection, new Simulator.RetryPolicy { MaximumRetryAttempts = 5 }, _time, new Random(1))
        {
            RetryScheduled = (_, wait) => _time.AdvanceInTurn(wait),
        };
    }

    public static ApiDestinationConnection Connection { get; } = new("x-functions-key", Key);

    /// <summary>For what is to try how the bridge deals with time: its clock is as fast as the machine's.</summary>
    public static void InRealTime(IServiceCollection services) => services.AddSingleton(TimeProvider.System);

    public ApiDestination EventBridge { get; }

    public Uri EventsUrl => _app.EventsUrl;

    public Uri HealthUrl => new(_app.BaseAddress, "api/health");

    public static async Task<TestBridge> StartAsync(
        IReadOnlyDictionary<string, string?> settings, AWSCredentials? credentials = null, Action<IServiceCollection>? configure = null)
    {
        var all = new Dictionary<string, string?>(settings, StringComparer.Ordinal) { ["LocalHost:FunctionKeys:0"] = Key };
        all.TryAdd("Notifications:SecondsBetweenMessages", "0");
        all.TryAdd("Notifications:MostIn5Seconds", "10000");

        // What a test counts, it sets off itself; tests about the timer switch it on.
        all.TryAdd("AzureWebJobs.SweepLedger.Disabled", "true");
        all.TryAdd("AzureWebJobs.ReconcileAccounts.Disabled", "true");
        return new TestBridge(await LocalFunctionApp.StartAsync(
            all,
            services =>
            {
                services.AddSingleton<TimeProvider>(new UnhurriedTime());
                if (credentials is not null)
                {
                    services.AddSingleton(new AwsIdentity(credentials));
                }

                configure?.Invoke(services);
            },
            cancellationToken: TestContext.Current.CancellationToken));
    }

    /// <summary>A bridge in front of both of the sinks' channels.</summary>
    public static Task<TestBridge> StartAsync(RecordingSinks sinks, Action<IServiceCollection>? configure = null) =>
        StartAsync(Settings(sinks), new BasicAWSCredentials("test", "test"), configure);

    public static Dictionary<string, string?> Settings(RecordingSinks sinks) => new(sinks.ChannelSettings, StringComparer.Ordinal);

    /// <summary>A sample's envelope, as an event of its own that happened just now.</summary>
    public static byte[] Event(string sample)
    {
        var envelope = JsonNode.Parse(Sample.Envelope(sample))!;
        envelope["detail"]!["eventID"] = Guid.NewGuid().ToString();
        envelope["detail"]!["eventTime"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return JsonSerializer.SerializeToUtf8Bytes(envelope);
    }

    /// <summary>Settings with which a Workflows flow must report what it posts.</summary>
    public static Dictionary<string, string?> SettingsWithReceipts(RecordingSinks sinks) => new(Settings(sinks), StringComparer.Ordinal)
    {
        ["Teams:Workflow:ReceiptsRequired"] = "true",
        ["Links:BaseUrl"] = "https://rootwatch.example",
        ["Links:Keys:k1"] = "0123456789abcdef0123456789abcdef",
    };

    /// <summary>Somebody other than root switches CloudTrail off.</summary>
    public static byte[] Tampering()
    {
        var envelope = JsonNode.Parse(Event("root-create-access-key"))!;
        var record = envelope["detail"]!;
        (record["eventSource"], record["eventName"]) = ("cloudtrail.amazonaws.com", "StopLogging");
        record["userIdentity"] = new JsonObject { ["type"] = "IAMUser", ["accountId"] = "111122223333", ["arn"] = "arn:aws:iam::111122223333:user/mallory" };
        return JsonSerializer.SerializeToUtf8Bytes(envelope);
    }

    public Task<DeliveryReport> DeliverAsync(byte[] envelope) => EventBridge.DeliverAsync(envelope, TestContext.Current.CancellationToken);

    /// <summary>One attempt, in real time: the simulator hangs up after 5 s, as EventBridge does.</summary>
    public async Task<Attempt> DeliverOnceAsync(byte[] envelope, TimeProvider? time = null)
    {
        using var once = new ApiDestination(EventsUrl, Connection, new Simulator.RetryPolicy { MaximumRetryAttempts = 0 }, time ?? TimeProvider.System, new Random(1));
        return (await once.DeliverAsync(envelope, TestContext.Current.CancellationToken)).Attempts[0];
    }

    public async ValueTask DisposeAsync()
    {
        EventBridge.Dispose();
        await _app.DisposeAsync();
    }
}
