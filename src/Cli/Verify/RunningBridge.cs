using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RootWatch.Bridge.Checks;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.TestEvents;
using RootWatch.Cli.Aws;
using RootWatch.Cli.Coverage;

namespace RootWatch.Cli.Verify;

/// <summary>Asks the function itself: does it take the key, can it reach what it needs, whom does it hear.</summary>
internal sealed class RunningBridge(HttpClient client, ExpectedDeployment expected)
{
    private const string Where = "function";
    private const string Settings = "settings";

    /// <param name="spokes">The places that must be heard.</param>
    /// <param name="unseen">The management account, where nobody could look into it: that it is heard is the only proof of its spokes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<Check>> LookAsync(IReadOnlyList<SpokeId> spokes, string? unseen, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(At("coverage"), cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                return
                [
                    Check.Failed("key", Where, $"answers {(int)answer.StatusCode}", answer.StatusCode == HttpStatusCode.Unauthorized
                        ? "Give the host key operator: ROOTWATCH_FUNCTION_KEY."
                        : "Look at the function's logs, and publish it again: rootwatch deploy apply --only publish."),
                ];
            }

            var coverage = (await answer.Content.ReadFromJsonAsync(CoverageJson.Default.SpokeViewArray, cancellationToken))!;
            var checks = (await client.GetFromJsonAsync(At("checks"), CheckJson.Default.CheckResultArray, cancellationToken))!;
            return
            [
                Check.Passed("key", Where, "is taken"),
                .. checks.Select(check => Check.Of(check.Name is Settings ? Settings : $"{check.Name}-reachable", Where, check.Problem is null, check.Problem ?? "works", Fix(check.Name))),
                .. Heartbeats(coverage, spokes),
                .. CloudTrailProbes(coverage, spokes),
                .. unseen is null ? (IEnumerable<Check>)[] : [Management(coverage, unseen)],
            ];
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return [Check.Failed("key", Where, $"does not answer as RootWatch: {failure.Message}", "Check --to, and that the function runs.")];
        }
    }

    /// <summary>How far a test has come; null where it has not arrived.</summary>
    public async Task<TestReport?> TestAsync(Guid id, CancellationToken cancellationToken)
    {
        using var answer = await client.GetAsync(At($"tests/{id}"), cancellationToken);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync(TestJson.Default.TestReport, cancellationToken) : null;
    }

    private static string Fix(string name) =>
        name switch
        {
            "ledger" => "Check Ledger:TableServiceUri, and the identity's role Storage Table Data Contributor.",
            "sns" => "Check Aws:RoleArn, Aws:TokenAudience and the role's trust (role-trust above).",
            Settings => "Write each secret into the vault (docs/deploy.md names them), check that the function's identity may read it, then restart the function.",
            _ => "Check Teams:Workflow:Url, or sign in again: rootwatch teams sign-in.",
        };

    private static IEnumerable<Check> Heartbeats(SpokeView[] coverage, IReadOnlyList<SpokeId> spokes) =>
        from place in Heard(coverage, spokes)
        let spoke = place.Spoke
        select Check.Of(
            "heartbeat", place.Where, spoke is { State: CoverageState.Alive }, spoke is null or { Last: null } ? "was never heard" : $"{(spoke.State == CoverageState.Alive ? "alive" : "silent")}, last heard {spoke.Last:u}",
            "Heartbeats begin five minutes after a spoke was deployed. Look at the schedule rootwatch-heartbeat and at the rules there.");

    private static IEnumerable<Check> CloudTrailProbes(SpokeView[] coverage, IReadOnlyList<SpokeId> spokes) =>
        from place in Heard(coverage, spokes)
        let spoke = place.Spoke
        select spoke is { CloudTrail: null }
            ? Check.Skipped("cloudtrail-probe", place.Where, "the function is too old to know the CloudTrail probe: publish it again")
            : Check.Of(
                "cloudtrail-probe", place.Where, spoke is { CloudTrail: CoverageState.Alive }, spoke is null or { CloudTrailLast: null } ? "was never seen" : $"{(spoke.CloudTrail == CoverageState.Alive ? "alive" : "silent")}, last seen {spoke.CloudTrailLast:u}",
                "The first one comes within half an hour after the spoke was deployed; where the spoke is older than the probe, deploy it again. Else look there for a trail that records management events, the rule rootwatch-root-activity, the schedule rootwatch-cloudtrail-probe and its role.");

    private static IEnumerable<(string Where, SpokeView? Spoke)> Heard(SpokeView[] coverage, IReadOnlyList<SpokeId> spokes) =>
        from place in spokes
        select (place.ToString(), Array.Find(coverage, spoke => spoke.Account == place.Account && spoke.Region == place.Region));

    // Its regions cannot be asked for; the one that it must have is where the organization is changed and root signs in.
    private Check Management(SpokeView[] coverage, string account)
    {
        var needed = Partition.GlobalRegionOf(expected.HubRegion);
        var heard = coverage.Where(spoke => spoke.Account == account).ToList();
        var silent = heard.Where(spoke => spoke.State != CoverageState.Alive).Select(spoke => spoke.Region).Order(StringComparer.Ordinal).ToList();
        var problem = !heard.Exists(spoke => spoke.Region == needed) ? $"the function does not hear the management account in {needed}"
            : silent.Count > 0 ? $"the function does not hear the management account any more in {string.Join(", ", silent)}"
            : null;
        return Check.Of(
            "management-account", account, problem is null, problem ?? $"could not be looked into, but the function hears it in {heard.Count} regions",
            "Deploy spoke.yaml there, in every region: no StackSet of the organization reaches the management account. rootwatch deploy apply does it with ROOTWATCH_UNITS and ROOTWATCH_MANAGEMENT_PROFILE.");
    }

    private Uri At(string path) => new(expected.Function, $"/api/{path}");
}
