using RootWatch.Cli.Verify;
using RootWatch.Infrastructure.Tests.Aws;

namespace RootWatch.Infrastructure.Tests.Verify;

/// <summary>What verify looks for is what the templates make.</summary>
public sealed class ExpectedPartsTests
{
    [Fact]
    public void Every_rule_of_a_spoke_in_its_state() =>
        Parts("spoke", "AWS::Events::Rule", "Name", "State").ShouldBe(AwsSpoke.Rules.Select(rule => $"{rule.Name} {rule.State}"), ignoreOrder: true);

    [Fact]
    public void Every_rule_of_the_hub() => Parts("hub", "AWS::Events::Rule", "Name").ShouldBe([.. HubRules.Root, .. HubRules.Tampering, .. HubRules.Signs], ignoreOrder: true);

    [Fact]
    public void Every_alarm_of_the_hub() => Parts("hub", "AWS::CloudWatch::Alarm", "AlarmName").ShouldBe(HubAlarms.Alarms, ignoreOrder: true);

    // What is always made; the rest is an option, which is looked at where it is there.
    private static IEnumerable<string> Parts(string template, string type, params string[] properties) =>
        from resource in Template.Resources(Template.Read(template))
        where resource.Type == type && resource.Resource["Condition"] is null
        select string.Join(' ', properties.Select(property => resource.Resource["Properties"]![property]!.ToString()));
}
