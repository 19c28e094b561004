using System.Text.Json.Nodes;

namespace RootWatch.Infrastructure.Tests.Azure;

/// <summary>No rule of the compiler is left off.</summary>
public sealed class LinterRuleTests
{
    private static readonly JsonObject Configured =
        JsonNode.Parse(File.ReadAllText(Bicep.PathOf("bicepconfig.json")))!["analyzers"]!["core"]!["rules"]!.AsObject();

    [Fact]
    public void Every_rule_that_the_compiler_has_is_an_error()
    {
        var rules = CompilerRules.Read(Bicep.Cli);

        rules.Count.ShouldBeGreaterThan(50);
        rules.ShouldContain("what-if-short-circuiting");
        Configured.Select(rule => rule.Key).ShouldBe(rules, ignoreOrder: true);
        Configured.ShouldAllBe(rule => (string?)rule.Value!["level"] == "error");
    }

    [Fact]
    public void API_versions_are_the_newest_that_the_compiler_knows() =>
        Configured["use-recent-api-versions"]!.ToJsonString().ShouldBe("""{"level":"error","maxAgeInDays":0}""");

    [Fact]
    public async Task An_old_API_version_fails()
    {
        var output = await Bicep.OnCopyAsync(async copy =>
        {
            var identity = Path.Combine(copy, "modules/identity.bicep");
            await File.WriteAllTextAsync(identity, (await File.ReadAllTextAsync(identity)).Replace("userAssignedIdentities@2024-11-30", "userAssignedIdentities@2023-01-31", StringComparison.Ordinal));
            return (await Bicep.RunAsync("lint", identity)).Output;
        });

        output.ShouldContain("Error use-recent-api-versions");
    }

    [Fact]
    public void Only_diagnostic_settings_are_let_off_a_rule_each_with_its_reason()
    {
        foreach (var file in Bicep.Files)
        {
            var lines = File.ReadAllLines(file);
            foreach (var (line, index) in lines.Select((line, index) => (line, index)).Where(line => line.line.Contains("#disable", StringComparison.Ordinal)))
            {
                line.ShouldBe("#disable-next-line use-recent-api-versions");
                lines[index - 1].ShouldStartWith("//");
                lines[index + 1].ShouldContain("'Microsoft.Insights/diagnosticSettings@2021-05-01-preview'");
            }
        }
    }
}
