using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RootWatch.Infrastructure.Tests.Aws;
using RootWatch.Release;

namespace RootWatch.Infrastructure.Tests.Scripts;

/// <summary>What runs on GitHub.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Workflows { get; } = [.. Directory.EnumerateFiles(PathOf(string.Empty), "*.yml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Each_workflow_is_looked_at() => Workflows.Select(row => row.Data).ShouldBe(["ci.yml", "codeql.yml", "deploy.yml", "release.yml"]);

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Each_action_is_pinned_by_its_commit_with_its_version_beside_it(string workflow)
    {
        var uses = File.ReadLines(PathOf(workflow)).Where(line => line.Contains("uses:", StringComparison.Ordinal)).ToList();

        uses.ShouldNotBeEmpty();
        uses.ShouldAllBe(line => Pinned().IsMatch(line));
        uses.Count.ShouldBe(Steps(workflow).Count(step => step["uses"] != null));
        Steps(workflow).ShouldAllBe(step => step["uses"] != null || step["run"] != null);
    }

    [Fact]
    public void An_action_has_the_same_pin_wherever_it_is_used_but_for_the_deployment() =>
        Workflows.Select(row => row.Data).Where(workflow => workflow != "deploy.yml").SelectMany(Steps).Select(step => step["uses"]?.ToString()).OfType<string>().Distinct(StringComparer.Ordinal)
            .GroupBy(uses => uses.Split('@')[0], StringComparer.Ordinal).ShouldAllBe(pins => pins.Count() == 1);

    [Theory]
    [InlineData("ci.yml")]
    [InlineData("codeql.yml", "analyze security-events")]
    [InlineData("deploy.yml", "deploy id-token")]
    [InlineData("release.yml", "publish attestations", "publish contents", "publish id-token")]
    public void A_workflow_may_write_no_more_than_it_must(string workflow, params string[] writes)
    {
        var yaml = Read(workflow);
        var everywhere = Writes(yaml["permissions"]);

        yaml["permissions"]!["contents"]!.ToString().ShouldBe("read");
        Jobs(workflow).SelectMany(job => everywhere.Union(Writes(job.Value!["permissions"]), StringComparer.Ordinal).Select(scope => $"{job.Key} {scope}")).Order(StringComparer.Ordinal).ShouldBe(writes);
        Jobs(workflow).ShouldAllBe(job => job.Value!["timeout-minutes"] != null);
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void No_checkout_leaves_its_token_behind(string workflow) =>
        Steps(workflow).Where(step => step["uses"]?.ToString().StartsWith("actions/checkout@", StringComparison.Ordinal) == true).ShouldAllBe(step => !(bool)step["with"]!["persist-credentials"]!);

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Nothing_from_outside_is_pasted_into_a_script(string workflow) =>
        Scripts(workflow).ShouldAllBe(script => !script.Contains("${{", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Nothing_runs_a_strangers_branch_with_rights_of_ours(string workflow) =>
        File.ReadAllText(PathOf(workflow)).ShouldNotContain("pull_request_target");

    [Theory]
    [MemberData(nameof(Workflows))]
    public async Task Each_script_is_clean(string workflow)
    {
        var shellcheck = Tool.Require("shellcheck", "apt install shellcheck");
        var folder = Directory.CreateTempSubdirectory("rootwatch-workflow-");
        try
        {
            foreach (var (number, script) in Scripts(workflow).Index())
            {
                var file = Path.Combine(folder.FullName, $"{number}.sh");
                // GitHub starts it so.
                await File.WriteAllTextAsync(file, $"#!/bin/bash -e\n{script}", TestContext.Current.CancellationToken);
                await using var check = Child.Start(shellcheck, [file]);
                (await check.ExitCodeAsync()).ShouldBe(0, check.Output);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void CI_runs_what_the_repository_says() => File.ReadAllText(PathOf("ci.yml")).ShouldContain("run: .ci/run");

    [Fact]
    public void Deployment_stores_no_credential()
    {
        var text = File.ReadAllText(PathOf("deploy.yml"));

        text.ShouldNotContain("aws-access-key-id");
        text.ShouldNotContain("creds:");
    }

    [Fact]
    public void A_release_is_made_of_a_tag_by_a_command_that_the_release_tool_takes()
    {
        var commands = Scripts("release.yml").SelectMany(script => script.Split('\n')).Select(line => line.Trim()).Where(line => line.StartsWith("dotnet run --project release -- ", StringComparison.Ordinal)).ToList();

        Read("release.yml")["on"]!["push"]!.ToJsonString().ShouldBe("""{"tags":["v*"]}""");
        commands.Select(command => ReleaseOptions.Parse(command["dotnet run --project release -- ".Length..].Replace("\"$TAG\"", "v1.2.3", StringComparison.Ordinal).Split(' '))?.Tag).ShouldBe(["v1.2.3", null]);
        Directory.Exists(Repository.PathOf("release")).ShouldBeTrue();
    }

    [Fact]
    public void What_may_write_a_release_runs_no_code_of_the_repository()
    {
        var publish = Jobs("release.yml").Single(job => job.Key == "publish").Value!["steps"]!.AsArray().Select(step => step!.ToJsonString()).ToList();

        publish.ShouldNotBeEmpty();
        publish.ShouldAllBe(step => !step.Contains("actions/checkout", StringComparison.Ordinal) && !step.Contains("dotnet", StringComparison.Ordinal));
    }

    [Fact]
    public void Both_languages_of_the_repository_are_scanned() =>
        Jobs("codeql.yml").Single().Value!["strategy"]!["matrix"]!["language"]!.AsArray().Select(language => (string)language!).ShouldBe(["csharp", "actions"]);

    [Fact]
    public void Each_kind_of_dependency_is_kept_up_to_date()
    {
        var updates = Template.Parse(File.ReadAllText(Repository.PathOf(".github/dependabot.yml")))["updates"]!.AsArray();

        updates.Select(update => $"{update!["package-ecosystem"]} {update["directory"]}").ShouldBe(["nuget /", "npm /", "pip /tests", "github-actions /"]);
        updates.ShouldAllBe(update => update!["schedule"]!["interval"] != null);
        ((string[])["Directory.Packages.props", "package.json", "tests/requirements.txt"]).ShouldAllBe(file => File.Exists(Repository.PathOf(file)));
    }

    private static string PathOf(string workflow) => Repository.PathOf($".github/workflows/{workflow}");

    private static JsonObject Read(string workflow) => Template.Parse(File.ReadAllText(PathOf(workflow)));

    private static JsonObject Jobs(string workflow) => Read(workflow)["jobs"]!.AsObject();

    private static List<JsonNode> Steps(string workflow) => [.. Jobs(workflow).SelectMany(job => job.Value!["steps"]!.AsArray()).Select(step => step!)];

    private static IEnumerable<string> Scripts(string workflow) => Steps(workflow).Select(step => step["run"]?.ToString()).OfType<string>();

    private static List<string> Writes(JsonNode? permissions) => [.. (permissions?.AsObject() ?? []).Where(scope => scope.Value!.ToString() != "read").Select(scope => scope.Key)];

    [GeneratedRegex(@"^\s+(- )?uses: [A-Za-z-]+(/[a-z-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Pinned();
}
