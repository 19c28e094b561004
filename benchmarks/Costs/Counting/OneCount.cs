using System.Globalization;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Chaos;
using RootWatch.Costs.Counts;
using RootWatch.LocalHost;
using RootWatch.Simulator;
using RootWatch.Simulator.Sinks;

namespace RootWatch.Costs.Counting;

/// <summary>The function app on Kestrel, in front of Azurite's tables and stand-ins for all else, with the heartbeats of one organization by a real clock.</summary>
internal static class OneCount
{
    private const string Key = "the-key-of-the-count";
    private const int PeriodMinutes = 5;
    private static readonly string[] Regions = [.. Enumerable.Range(1, 17).Select(static number => string.Create(CultureInfo.InvariantCulture, $"eu-west-{number}"))];

    public static async Task RunAsync(int accounts, int regions, int minutes, string file)
    {
        await using var telemetry = await TelemetrySink.StartAsync();
        Environment.SetEnvironmentVariable("APPLICATIONINSIGHTS_CONNECTION_STRING", telemetry.ConnectionString);
        Environment.SetEnvironmentVariable("APPLICATIONINSIGHTS_STATSBEAT_DISABLED", "true");
        await using var storage = await Storage.StartAsync(CancellationToken.None);
        await using var sinks = await RecordingSinks.StartAsync(TimeProvider.System, CancellationToken.None);
        using var requests = new RequestCounter();
        await using var app = await LocalFunctionApp.StartAsync(
            new Dictionary<string, string?>(sinks.ChannelSettings, StringComparer.Ordinal)
            {
                ["LocalHost:FunctionKeys:0"] = Key,
                ["Ledger:ConnectionString"] = storage.ConnectionString,
                ["Notifications:SecondsBetweenMessages"] = "0",
            },
            static services => services.AddSingleton(new AwsIdentity(new BasicAWSCredentials("count", "count"))));
        using var destination = new ApiDestination(app.EventsUrl, new ApiDestinationConnection("x-functions-key", Key), new Simulator.RetryPolicy { MaximumRetryAttempts = 5 }, TimeProvider.System, new Random(1));
        var spokes = accounts * regions;
        var counts = new Counts(telemetry, requests, storage.Port, sinks.BaseAddress.Port);

        // First every spoke becomes known, within half a period; what is missed then is heard later. Then the time that counts.
        await Pace.RunAsync(spokes / 150.0, TimeSpan.FromSeconds(151), number => number < spokes ? destination.DeliverAsync(Heartbeat(number, accounts), CancellationToken.None) : Task.CompletedTask);
        var before = counts.Now();
        var events = await Pace.RunAsync(spokes / (PeriodMinutes * 60.0), TimeSpan.FromMinutes(minutes), number => SendAsync(destination, Heartbeat(number % spokes, accounts)));
        var after = counts.Now();
        await SendAsync(destination, Root(0));
        var told = counts.Now();
        var count = new Count(
            accounts, regions, minutes, events, after.Table - before.Table, after.Out - before.Out, after.Items - before.Items, after.Bytes - before.Bytes, told.Table - after.Table, told.Out - after.Out);
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize([count], CostJson.Default.IReadOnlyListCount));
    }

    private static async Task SendAsync(ApiDestination destination, byte[] envelope)
    {
        if (!(await destination.DeliverAsync(envelope, CancellationToken.None)).IsDelivered)
        {
            throw new InvalidOperationException("An event was not delivered.");
        }
    }

    private static byte[] Heartbeat(long spoke, int accounts) => Encoding.UTF8.GetBytes(
        $$"""
        {"version":"0","id":"{{Guid.NewGuid()}}","detail-type":"RootWatch Heartbeat","source":"rootwatch","account":"{{Account(spoke % accounts)}}","time":"{{Now()}}","region":"{{Regions[spoke / accounts]}}","resources":[],"detail":{} }
        """);

    private static byte[] Root(int account) => Encoding.UTF8.GetBytes(
        File.ReadAllText(Repository.PathOf("tests/Samples/cloudtrail/root-create-access-key.json")).Replace("111122223333", Account(account), StringComparison.Ordinal));

    private static string Account(long number) => (100_000_000_000 + number).ToString(CultureInfo.InvariantCulture);

    private static string Now() => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private sealed record Counts(TelemetrySink Telemetry, RequestCounter Requests, int TablePort, int OutPort)
    {
        public (int Table, int Out, long Items, long Bytes) Now() => (Requests.To(TablePort), Requests.To(OutPort), Telemetry.Items, Telemetry.Bytes);
    }
}
