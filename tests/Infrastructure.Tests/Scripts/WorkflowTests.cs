using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RootWatch.Infrastructure.Tests.Aws;

namespace RootWatch.Infrastructure.Tests.Scripts;

/// <summary>What runs on GitHub, and azd's file.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Workflows { get; } = [.. Directory.EnumerateFiles(Repository.PathOf(".github/workflows"), "*.yml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Actions_are_pinned_and_permissions_stated(string workflow)
    {
        var yaml = Read(workflow);
        var steps = yaml["jobs"]!.AsObject().SelectMany(job => job.Value!["steps"]!.AsArray()).ToList();

        yaml["permissions"]!["contents"]!.ToString().ShouldBe("read");
        steps.ShouldAllBe(step => step!["uses"] != null || step["run"] != null);
        steps.Where(step => step!["uses"] != null).ShouldAllBe(step => Pinned().IsMatch(step!["uses"]!.ToString()));
        File.ReadLines(PathOf(workflow)).Where(line => line.Contains("uses:", StringComparison.Ordinal)).ShouldAllBe(line => Versioned().IsMatch(line));
        yaml["jobs"]!.AsObject().ShouldAllBe(job => job.Value!["timeout-minutes"] != null);
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Nothing_from_outside_is_pasted_into_a_script(string workflow) =>
        Read(workflow)["jobs"]!.AsObject().SelectMany(job => job.Value!["steps"]!.AsArray()).Select(step => step!["run"]?.ToString() ?? string.Empty)
            .ShouldAllBe(script => !script.Contains("${{", StringComparison.Ordinal));

    [Fact]
    public void CI_runs_what_the_repository_says() => File.ReadAllText(PathOf("ci.yml")).ShouldContain("run: .ci/run");

    [Fact]
    public void Deployment_stores_no_credential()
    {
        var text = File.ReadAllText(PathOf("deploy.yml"));

        Read("deploy.yml")["permissions"]!["id-token"]!.ToString().ShouldBe("write");
        text.ShouldNotContain("aws-access-key-id");
        text.ShouldNotContain("creds:");
    }

    [Fact]
    public void Azd_finds_the_template_and_the_project()
    {
        var azd = Template.Parse(File.ReadAllText(Repository.PathOf("azure.yaml")));

        File.Exists(Repository.PathOf($"{azd["infra"]!["path"]}/{azd["infra"]!["module"]}.bicep")).ShouldBeTrue();
        Directory.Exists(Repository.PathOf(azd["services"]!["function"]!["project"]!.ToString())).ShouldBeTrue();
    }

    private static string PathOf(string workflow) => Repository.PathOf($".github/workflows/{workflow}");

    private static JsonObject Read(string workflow) => Template.Parse(File.ReadAllText(PathOf(workflow)));

    [GeneratedRegex("^[a-zA-Z-]+/[a-z-]+@[0-9a-f]{40}$", RegexOptions.None, 1000)]
    private static partial Regex Pinned();

    [GeneratedRegex(@"@[0-9a-f]{40} # v\d+\.\d+\.\d+$", RegexOptions.None, 1000)]
    private static partial Regex Versioned();
}
