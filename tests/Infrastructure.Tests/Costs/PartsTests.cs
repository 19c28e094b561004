using RootWatch.Costs.Templates;

namespace RootWatch.Infrastructure.Tests.Costs;

public sealed class PartsTests
{
    private const string Stack = """
        Parameters:
          HeartbeatMinutes: { Type: Number, Default: 7 }
        Resources:
          Here: { Type: 'AWS::Events::Rule', Properties: { Name: here } }
          OnBus: { Type: 'AWS::Events::Rule', Properties: { EventBusName: !GetAtt Bus.Name } }
          OnBusToo: { Type: 'AWS::Events::Rule', Properties: { EventBusName: !GetAtt Bus.Name } }
          Key: { Type: 'AWS::KMS::Key', Properties: { EnableKeyRotation: true } }
          Beat: { Type: 'AWS::Scheduler::Schedule', Properties: { Name: beat } }
          One: { Type: 'AWS::CloudWatch::Alarm', Properties: { MetricName: a } }
          Sum:
            Type: AWS::CloudWatch::Alarm
            Properties:
              Metrics:
                - { Id: a, MetricStat: { Stat: Sum } }
                - { Id: b, MetricStat: { Stat: Sum } }
                - { Id: c, Expression: a + b }
          Query:
            Type: AWS::CloudWatch::Alarm
            Properties:
              Metrics:
                - { Id: a, Expression: SELECT SUM(x) FROM y }
        """;

    [Fact]
    public void An_alarm_costs_by_the_metrics_that_it_looks_at_and_a_query_by_the_rules_of_the_bus() =>
        new Parts(Stack).AlarmMetrics.ShouldBe(1 + 2 + 2);

    [Fact]
    public void Rules_keys_schedules_and_the_period_are_read()
    {
        var parts = new Parts(Stack);

        (parts.RulesOnBus, parts.Keys, parts.Schedules, parts.HeartbeatMinutes).ShouldBe((2, 1, 1, 7));
    }

    [Fact]
    public void The_hub_and_the_spokes_have_what_the_page_counts()
    {
        var (hub, spoke) = (Parts.Of("hub"), Parts.Of("spoke"));

        (hub.Keys, hub.Schedules, spoke.Keys, spoke.Schedules, spoke.AlarmMetrics, spoke.RulesOnBus).ShouldBe((1, 1, 0, 2, 1, 0));
        hub.HeartbeatMinutes.ShouldBe(spoke.HeartbeatMinutes);
        hub.AlarmMetrics.ShouldBe(4 + (3 * hub.RulesOnBus) + 3 + 3);
    }
}
