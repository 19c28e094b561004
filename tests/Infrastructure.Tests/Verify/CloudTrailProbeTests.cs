using RootWatch.Bridge.Heartbeat;
using RootWatch.Cli.Verify;

namespace RootWatch.Infrastructure.Tests.Verify;

/// <summary>What verify makes of a function's answers about CloudTrail probes.</summary>
public sealed class CloudTrailProbeTests
{
    private const string Account = "111122223333";

    [Fact]
    public async Task A_spoke_whose_probe_is_seen_passes_and_says_when()
    {
        var check = await CheckAsync("""{"account":"111122223333","region":"us-east-1","state":"Alive","last":"2026-11-18T12:00:00+00:00","cloudTrail":"Alive","cloudTrailLast":"2026-11-18T11:52:04+00:00"}""");

        check.ShouldBe(Check.Passed("cloudtrail-probe", $"{Account}/us-east-1", "alive, last seen 2026-11-18 11:52:04Z"));
    }

    [Fact]
    public async Task A_spoke_that_is_alive_though_its_probe_is_not_seen_any_more_fails()
    {
        var check = await CheckAsync("""{"account":"111122223333","region":"us-east-1","state":"Alive","last":"2026-11-21T12:00:00+00:00","cloudTrail":"Silent","cloudTrailLast":"2026-11-18T11:52:04+00:00"}""");

        (check.Status, check.Detail).ShouldBe((CheckStatus.Failed, "silent, last seen 2026-11-18 11:52:04Z"));
    }

    [Theory]
    [InlineData("""{"account":"111122223333","region":"us-east-1","state":"Alive","last":"2026-11-18T12:00:00+00:00","cloudTrail":"NeverHeard","cloudTrailLast":null}""")]
    [InlineData("""{"account":"111122223333","region":"eu-central-1","state":"Alive","last":"2026-11-18T12:00:00+00:00","cloudTrail":"Alive","cloudTrailLast":"2026-11-18T11:52:04+00:00"}""")]
    public async Task A_spoke_whose_probe_was_never_seen_fails_and_says_what_to_look_at(string spoke)
    {
        var check = await CheckAsync(spoke);

        (check.Status, check.Detail).ShouldBe((CheckStatus.Failed, "was never seen"));
        check.Fix!.ShouldSatisfyAllConditions(
            fix => fix.ShouldContain("half an hour"),
            fix => fix.ShouldContain("trail that records management events"),
            fix => fix.ShouldContain("rootwatch-root-activity"),
            fix => fix.ShouldContain("rootwatch-cloudtrail-probe"));
    }

    [Fact]
    public async Task Of_a_function_that_is_too_old_for_probes_nothing_is_said()
    {
        var check = await CheckAsync("""{"account":"111122223333","region":"us-east-1","state":"Alive","last":"2026-11-18T12:00:00+00:00"}""");

        (check.Status, check.Detail).ShouldBe((CheckStatus.Skipped, "the function is too old to know the CloudTrail probe: publish it again"));
    }

    private static async Task<Check> CheckAsync(string spoke)
    {
        await using var function = new RawServer(Recorded($"[{spoke}]"), Recorded("[]"));
        using var client = new HttpClient();

        var checks = await new RunningBridge(client, new ExpectedDeployment(function.Url, MotoServer.Region)).LookAsync([new SpokeId(Account, "us-east-1")], unseen: null, TestContext.Current.CancellationToken);

        return checks.Single(check => check.Name == "cloudtrail-probe");
    }

    private static RawServer.Reply Recorded(string json) => new(RawServer.Answer("200 OK", json, contentType: "application/json"), RawServer.After.Close);
}
