using System.Globalization;
using System.Text.Json.Nodes;
using RootWatch.Bridge.Incidents;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Verify;

/// <summary>Sends a test event over the real bus, and waits for it to come out of every channel.</summary>
/// <param name="aws">Whose default bus it is put onto.</param>
/// <param name="bridge">The function, which knows how far it has come.</param>
/// <param name="time">What hops are measured with.</param>
/// <param name="wait">Waits a while before asking again.</param>
internal sealed class Fire(AwsApi aws, RunningBridge bridge, TimeProvider time, Func<CancellationToken, Task> wait)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public Task<Check> RunAsync(string region, CancellationToken cancellationToken) =>
        Looks.TryAsync("test", $"bus {region}", "Your credentials need events:PutEvents on the account's default bus.", () => SendAsync(region, cancellationToken));

    private async Task<Check> SendAsync(string region, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid();
        var sent = time.GetUtcNow();
        var entry = new JsonObject { ["Source"] = "rootwatch", ["DetailType"] = "RootWatch Test", ["Detail"] = new JsonObject { ["id"] = id.ToString() }.ToJsonString() };
        var answer = await aws.JsonAsync("events", region, "AWSEvents.PutEvents", new JsonObject { ["Entries"] = new JsonArray(entry) }, cancellationToken);
        if ((int?)answer["FailedEntryCount"] is not 0)
        {
            return Check.Failed("test", $"bus {region}", $"the bus refused it: {(string?)answer["Entries"]?[0]?["ErrorCode"]}", "Check the permissions of your credentials.");
        }

        while (time.GetUtcNow() - sent < Patience)
        {
            await wait(cancellationToken);
            if (await bridge.TestAsync(id, cancellationToken) is { } report && report.Deliveries.All(delivery => delivery.State is DeliveryState.Sent or DeliveryState.AcceptedUnproven))
            {
                var hops = report.Deliveries.Select(delivery => $"{delivery.Channel} {Seconds(delivery.Settled!.Value - report.Arrived)} later{(delivery.State == DeliveryState.Sent ? string.Empty : " (accepted, unproven)")}");
                return Check.Passed("test", $"bus {region}", $"reached the function after {Seconds(report.Arrived - sent)}; {string.Join("; ", hops)}");
            }
        }

        var last = await bridge.TestAsync(id, cancellationToken);
        return Check.Failed(
            "test", $"bus {region}",
            last is null ? $"did not reach the function within {Patience.TotalMinutes:F0} minutes" : string.Join("; ", last.Deliveries.Select(delivery => $"{delivery.Channel} {delivery.State} {delivery.Reason}".TrimEnd())),
            last is null ? "Look at rules, connection and dead-letters above." : "Look at GET /api/health for what the channel says.");
    }

    // Two machines' clocks: a hop may seem to take no time.
    private static string Seconds(TimeSpan hop) => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, hop.TotalSeconds):F1} s");
}
