using RootWatch.Cli.Verify;

namespace RootWatch.Infrastructure.Tests.Verify;

/// <summary>What verify makes of a management account that it cannot look into.</summary>
public sealed class ManagementAccountTests
{
    private const string Account = "999988887777";

    [Fact]
    public async Task It_passes_where_the_function_hears_it() =>
        (await CheckAsync(Spoke("us-east-1", "Alive"), Spoke("eu-central-1", "Alive"))).ShouldBe(Check.Passed("management-account", Account, "could not be looked into, but the function hears it in 2 regions"));

    [Fact]
    public async Task It_fails_where_the_function_never_heard_it()
    {
        var check = await CheckAsync(Spoke("us-east-1", "Alive", "111122223333"));

        (check.Status, check.Detail).ShouldBe((CheckStatus.Failed, "the function does not hear the management account in us-east-1"));
        check.Fix!.ShouldContain("no StackSet of the organization reaches the management account");
    }

    [Fact]
    public async Task It_fails_where_the_region_of_sign_ins_is_not_heard() =>
        (await CheckAsync(Spoke("eu-central-1", "Alive"))).Detail.ShouldBe("the function does not hear the management account in us-east-1");

    [Fact]
    public async Task It_fails_where_one_of_its_regions_is_silent() =>
        (await CheckAsync(Spoke("us-east-1", "Alive"), Spoke("eu-central-1", "Silent"))).Detail.ShouldBe("the function does not hear the management account any more in eu-central-1");

    private static async Task<Check> CheckAsync(params string[] spokes)
    {
        await using var function = new RawServer(Recorded($"[{string.Join(',', spokes)}]"), Recorded("[]"));
        using var client = new HttpClient();

        var checks = await new RunningBridge(client, new ExpectedDeployment(function.Url, MotoServer.Region)).LookAsync([], Account, TestContext.Current.CancellationToken);

        return checks.Single(check => check.Name == "management-account");
    }

    private static string Spoke(string region, string state, string account = Account) => $$"""{"account":"{{account}}","region":"{{region}}","state":"{{state}}","last":"2026-11-18T12:00:00+00:00"}""";

    private static RawServer.Reply Recorded(string json) => new(RawServer.Answer("200 OK", json, contentType: "application/json"), RawServer.After.Close);
}
