using RootWatch.Costs.Templates;

namespace RootWatch.Infrastructure.Tests.Costs;

public sealed class AlertRulesTests
{
    private const string Two = "var rules = [\n  {\n    key: 'a'\n  }\n  {\n    key: 'b'\n    more: {\n      c: 1\n    }\n  }\n]\n\nvar others = [\n  {\n    key: 'c'\n  }\n]\n";

    [Theory]
    [InlineData("resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-03-15-preview' = [\n  for rule in rules: {\n", 2)]
    [InlineData("resource alerts 'Microsoft.Insights/scheduledQueryRules@2025-01-01' = [for rule in others: {\n", 1)]
    [InlineData("resource alert 'Microsoft.Insights/scheduledQueryRules@2025-01-01' = {\n  name: 'one'\n", 1)]
    [InlineData("resource alerts 'Microsoft.Insights/activityLogAlerts@2020-10-01' = [\n  for rule in rules: {\n", 0)]
    [InlineData("", 0)]
    public void Rules_that_query_logs_are_counted_one_by_one(string resource, int count) => AlertRules.Count(Two + resource).ShouldBe(count);

    [Fact]
    public void The_templates_have_some() => AlertRules.Count().ShouldBeGreaterThan(3);
}
