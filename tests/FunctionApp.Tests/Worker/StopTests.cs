using RootWatch.FunctionsHost;

namespace RootWatch.FunctionApp.Tests.Worker;

/// <summary>How the worker ends.</summary>
public sealed class StopTests(PublishedApp published)
{
    private const int LinesThatTheHostShows = 3;

    [Theory]
    [InlineData("Set Sns:TopicArn, or Teams:Via", "Teams:Via=None")]
    [InlineData("Sns:TopicArn is \"wrong\"", "Sns:TopicArn=wrong")]
    [InlineData("Teams:Via", "Teams:Via=Pigeon")]
    [InlineData("Ledger:RetentionDays", "Sns:TopicArn=arn:aws:sns:eu-central-1:111122223333:root-use", "Ledger:RetentionDays=1")]
    [InlineData("Links:Keys:one is shorter", "Sns:TopicArn=arn:aws:sns:eu-central-1:111122223333:root-use", "Links:Keys:one=a-secret")]
    [InlineData("Teams:Workflow:Url", "Teams:Via=Workflow", "Teams:Workflow:Url=https://[broken?sig=a-secret")]
    [InlineData("Detection:PolicyPath", "Sns:TopicArn=arn:aws:sns:eu-central-1:111122223333:root-use", "Detection:PolicyPath=/nowhere/policy.json")]
    public async Task A_wrong_setting_ends_it_and_stands_in_its_last_lines(string names, params string[] settings)
    {
        var end = await Should.ThrowAsync<WorkerEndedException>(
            async () => await published.StartAsync(settings.Select(setting => setting.Split('=', 2)).ToDictionary(pair => pair[0], pair => (string?)pair[1], StringComparer.Ordinal)));

        end.ExitCode.ShouldBe(1);
        string.Join('\n', end.Output.Split('\n').TakeLast(LinesThatTheHostShows)).ShouldContain(names);
        end.Output.ShouldNotContain("a-secret");
    }

    [Fact]
    public async Task It_ends_cleanly_when_the_host_says_so()
    {
        await using var host = await published.StartAsync(new(StringComparer.Ordinal) { ["Sns:TopicArn"] = "arn:aws:sns:eu-central-1:111122223333:root-use" });
        using var client = new HttpClient();
        (await client.GetStringAsync(new Uri(host.BaseAddress, "api/health"), TestContext.Current.CancellationToken)).ShouldContain("Healthy");

        (await host.StopAsync(TestContext.Current.CancellationToken)).ShouldBe(0, host.Log);
        host.Worker.Output.ShouldBeEmpty();
    }
}
