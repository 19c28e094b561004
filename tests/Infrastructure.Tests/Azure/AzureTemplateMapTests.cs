using System.Text.RegularExpressions;

namespace RootWatch.Infrastructure.Tests.Azure;

/// <summary>docs/azure-templates.md says of every resource, parameter and alert what it is for, and answers every rule of the review.</summary>
public sealed class AzureTemplateMapTests
{
    private static readonly string[] Lines = File.ReadAllLines(Repository.PathOf("docs/azure-templates.md"));
    private static readonly Regex TestName = new("`(?<class>[A-Z][A-Za-z]*Tests)([.](?<method>[A-Za-z0-9_]+))?`", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);
    private static readonly string[] Reviewed = ["Alert", "AppInsights", "AppService", "Deployment", "EventGrid", "Identity", "KeyVault", "Log", "Monitor", "NSG", "PrivateEndpoint", "RBAC", "Resource", "Storage", "Template", "VNET"];

    [Fact]
    public async Task The_page_has_each_resource_and_no_other()
    {
        var modules = (await Bicep.TemplateAsync())["resources"]!.AsObject().Select(module => module.Key).ToList();
        List<string> parts = [];
        foreach (var module in modules)
        {
            parts.AddRange((await Bicep.ModuleAsync(module)).Where(resource => resource.Value["existing"] is null).Select(resource => $"{module}.{resource.Key}"));
        }

        Rows("Resources").Select(First).ShouldBe(parts, ignoreOrder: true);
    }

    [Fact]
    public async Task The_page_has_each_parameter_with_its_cost_and_no_other()
    {
        Rows("Parameters").Select(First).ShouldBe((await Bicep.TemplateAsync())["parameters"]!.AsObject().Select(parameter => parameter.Key), ignoreOrder: true);
        Rows("Parameters").ShouldAllBe(row => row.Split('|')[3].Trim().Length > 0);
    }

    [Fact]
    public async Task The_page_has_each_alert_and_no_other()
    {
        var all = await Snapshot.DefaultsAsync();
        var names = all.All("Microsoft.Insights/scheduledQueryRules").Concat(all.All("Microsoft.Insights/activityLogAlerts")).Select(alert => alert["name"]!.ToString()).ToList();
        var told = Rows("Alerts").Select(First).ToList();

        told.Count.ShouldBe(names.Count + 1);
        names.ShouldAllBe(name => told.Any(alert => name.EndsWith(alert, StringComparison.Ordinal)));
        told.ShouldContain("secret-expiry");
    }

    [Fact]
    public void Each_rule_of_the_review_has_an_answer_and_what_is_not_met_a_reason()
    {
        var answers = Rows("Review: PSRule for Azure").Concat(Rows("Review: Well-Architected")).Select(row => row.Split('|')[2].Trim()).ToList();

        answers.Count.ShouldBeGreaterThan(100);
        answers.ShouldAllBe(answer => answer.StartsWith("met", StringComparison.Ordinal) || answer.StartsWith("not ours", StringComparison.Ordinal) || answer.StartsWith("option: ", StringComparison.Ordinal) || answer.StartsWith("accepted", StringComparison.Ordinal));
        answers.Where(answer => answer.StartsWith("accepted", StringComparison.Ordinal)).ShouldAllBe(answer => answer.Contains(": ", StringComparison.Ordinal));
        Rows("Review: PSRule for Azure").Select(row => First(row).Split('.')[1]).Distinct(StringComparer.Ordinal).ShouldBe(Reviewed, ignoreOrder: true);
        Rows("Review: PSRule for Azure").Select(First).ShouldBeUnique();
    }

    [Fact]
    public void Each_resource_names_a_test_and_each_test_that_the_page_names_exists()
    {
        Rows("Resources").ShouldAllBe(row => TestName.IsMatch(row));
        var types = typeof(AzureTemplateMapTests).Assembly.GetTypes();
        var named = Lines.SelectMany(line => TestName.Matches(line)).Select(match => (Class: match.Groups["class"].Value, Method: match.Groups["method"].Value)).Distinct().ToList();

        named.Count.ShouldBeGreaterThan(15);
        named.Where(test => !types.Any(type => type.Name == test.Class && (test.Method.Length == 0 || type.GetMethod(test.Method) is not null))).ShouldBeEmpty();
    }

    // Without the table's head.
    private static IEnumerable<string> Rows(string heading) =>
        Lines.SkipWhile(line => line != $"## {heading}").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)).Where(line => line.StartsWith('|')).Skip(2);

    private static string First(string row) => row.Split('|')[1].Trim().Trim('`');
}
