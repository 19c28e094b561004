using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using RootWatch.Simulator.Deployed;

namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>A spoke's rules on moto_server, which forward nothing: a test looks at what they match.</summary>
internal static class SpokeBus
{
    public static async Task<DeployedBus> DeployAsync(MotoServer moto, CancellationToken cancellationToken)
    {
        await new MotoCloud(moto.Api, MotoServer.Region).DeployAsync(
            "spoke", new Dictionary<string, string>(StringComparer.Ordinal) { ["HubBusArn"] = $"arn:aws:events:{MotoServer.Region}:{MotoCloud.Account}:event-bus/rootwatch" });
        var bus = new DeployedBus(moto.Api, MotoServer.Region, "default", new FakeTimeProvider());
        await bus.ReadAsync(cancellationToken);

        // Forwarding is for HubAndSpokeTests; moto takes long for it.
        foreach (var rule in bus.Rules)
        {
            await moto.Api.JsonAsync("events", MotoServer.Region, "AWSEvents.RemoveTargets", new JsonObject { ["Rule"] = rule.Name, ["Ids"] = new JsonArray("hub") }, cancellationToken);
        }

        return bus;
    }

    public static async Task PutAsync(MotoServer moto, string source, string detailType, string detail, CancellationToken cancellationToken)
    {
        var entry = new JsonObject { ["Source"] = source, ["DetailType"] = detailType, ["Detail"] = detail };
        var answer = await moto.Api.JsonAsync("events", MotoServer.Region, "AWSEvents.PutEvents", new JsonObject { ["Entries"] = new JsonArray(entry) }, cancellationToken);
        ((int)answer["FailedEntryCount"]!).ShouldBe(0, answer.ToJsonString());
    }
}
