using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using RootWatch.Bridge.Notifications;
using RootWatch.Cli.Aws;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Verify;

/// <summary>Sends a test event over the real bus, and waits for it to come out of every channel, and of the direct alarm where there is one.</summary>
/// <param name="aws">Whose default bus it is put onto.</param>
/// <param name="bridge">The function, which knows how far it has come.</param>
/// <param name="expected">Where the hub is.</param>
/// <param name="time">What hops are measured with.</param>
/// <param name="wait">Waits a while before asking again.</param>
internal sealed class TestEventCheck(AwsApi aws, RunningBridge bridge, ExpectedDeployment expected, TimeProvider time, Func<CancellationToken, Task> wait)
{
    public const string Direct = "test-direct-alarm";
    private const string Put = "Your credentials need sts:AssumeRole on the role rootwatch-test-<region> of the hub's account; where an older spoke has no such role, events:PutEvents on the account's default bus.";
    private const string Count = "Your credentials need events:DescribeRule and cloudwatch:GetMetricStatistics.";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly DirectAlarm _direct = new(aws, expected.HubRegion, time, wait);

    public async Task<IReadOnlyList<Check>> RunAsync(string region, CancellationToken cancellationToken)
    {
        var (sent, before, hub) = (time.GetUtcNow(), 0d, $"hub {expected.HubRegion}");
        var direct = await AwsLookup.TryAsync(Direct, hub, Count, async () =>
        {
            if (await AwsLookup.RuleStateAsync(aws, expected.HubRegion, "rootwatch", "rootwatch-direct-alarm", cancellationToken) is null)
            {
                return Check.Skipped(Direct, hub, "there is no direct alarm here (direct-alarm.yaml)");
            }

            before = await _direct.PublishedAsync(sent, cancellationToken);
            return Check.Passed(Direct, hub, "is there");
        }, cancellationToken);
        var test = await AwsLookup.TryAsync("test", $"bus {region}", Put, () => SendAsync(region, cancellationToken), cancellationToken);
        return direct.Status == CheckStatus.Passed
            ? [test, await AwsLookup.TryAsync(Direct, hub, Count, () => _direct.CheckAsync(sent, before, cancellationToken), cancellationToken)]
            : [test, direct];
    }

    private async Task<Check> SendAsync(string region, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid();
        var credentials = await SenderAsync(region, cancellationToken);
        var sent = time.GetUtcNow();
        if (await PutAsync(id, region, credentials, cancellationToken) is { } refusal)
        {
            return Check.Failed("test", $"bus {region}", $"the bus refused it: {refusal}", Put);
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

    private async Task<string?> PutAsync(Guid id, string region, AWSCredentials? credentials, CancellationToken cancellationToken)
    {
        using var sender = credentials is null ? null : aws.As(credentials);
        var entry = new JsonObject { ["Source"] = "rootwatch", ["DetailType"] = "RootWatch Test", ["Detail"] = new JsonObject { ["id"] = id.ToString() }.ToJsonString() };
        var answer = await (sender ?? aws).JsonAsync("events", region, "AWSEvents.PutEvents", new JsonObject { ["Entries"] = new JsonArray(entry) }, cancellationToken);
        return (int?)answer["FailedEntryCount"] is 0 ? null : (string?)answer["Entries"]?[0]?["ErrorCode"] ?? "no reason";
    }

    // The bus takes source "rootwatch" from this role; an older spoke has none, and takes it from the caller.
    private async Task<AWSCredentials?> SenderAsync(string region, CancellationToken cancellationToken)
    {
        var role = $"rootwatch-test-{region}";
        try
        {
            await aws.QueryAsync("iam", region, "2010-05-08", "GetRole", [("RoleName", role)], cancellationToken);
        }
        catch (AwsApiException failure) when (failure.Code is "NoSuchEntity")
        {
            return null;
        }

        var organization = new Organization(aws, expected.HubRegion);
        return await organization.AssumeAsync(await organization.OwnAccountAsync(cancellationToken), role, cancellationToken);
    }

    // Two machines' clocks: a hop may seem to take no time.
    private static string Seconds(TimeSpan hop) => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, hop.TotalSeconds):F1} s");
}
