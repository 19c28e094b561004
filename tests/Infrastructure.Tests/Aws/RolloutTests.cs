using System.Text.Json.Nodes;

namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>A rollout takes a while: old spokes with a new hub, and the other way round, lose nothing.</summary>
public sealed class RolloutTests
{
    [Fact]
    public Task Old_spokes_with_a_new_hub_keep_working() => TellsAsync(Template.Read("hub"), Template.ReadPrevious("spoke"));

    [Fact]
    public Task New_spokes_with_an_old_hub_keep_working() => TellsAsync(Template.ReadPrevious("hub"), Template.Read("spoke"));

    [Fact]
    public Task New_spokes_with_a_new_hub_work() => TellsAsync(Template.Read("hub"), Template.Read("spoke"));

    private static async Task TellsAsync(JsonObject hub, JsonObject spoke)
    {
        await using var all = await Deployment.CreateAsync(hub, spoke);
        var subscriber = await all.SubscribeAsync("subscriber");

        await all.PutSampleAsync("root-console-login-mfa");
        await all.PutSampleAsync("others-role-detaches-policy-from-account");
        await all.PutSampleAsync("tampering-iam-user-stops-logging");
        await all.PutCloudTrailProbeAsync();
        await all.PutAsync("rootwatch", "RootWatch Heartbeat", "{}");
        await all.PutAsync("rootwatch", "RootWatch Test", """{"id":"0e6a0c5e-51d3-4d3b-8a3f-2f6c6e3f9b11"}""");
        var reports = await all.DeliverAsync();

        reports.ShouldAllBe(report => report.IsDelivered);
        var told = (await all.ReceiveAsync(subscriber)).Select(message => message["Body"]!.ToString()).ToList();
        told.Count.ShouldBe(4, string.Join('\n', told));
        told.ShouldContain(text => text.Contains("signed in", StringComparison.Ordinal));
        told.ShouldContain(text => text.Contains("test", StringComparison.OrdinalIgnoreCase));
    }
}
