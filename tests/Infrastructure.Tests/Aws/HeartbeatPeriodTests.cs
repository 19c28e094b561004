using System.Text.Json.Nodes;

namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>Whatever the period of heartbeats is, spokes and hub send by it, and the hub's alarms wait for it.</summary>
public sealed class HeartbeatPeriodTests
{
    [Theory]
    [InlineData("hub")]
    [InlineData("spoke")]
    [InlineData("organization")]
    public void The_period_has_one_default_and_one_range(string template)
    {
        var parameter = Template.Read(template)["Parameters"]!["HeartbeatMinutes"]!;

        ((string)parameter["Type"]!).ShouldBe("Number");
        ((int)parameter["Default"]!, (int)parameter["MinValue"]!, (int)parameter["MaxValue"]!).ShouldBe((5, 2, 60));
    }

    // As many times three minutes as lie between two heartbeats. CloudFormation cannot multiply.
    [Fact]
    public void Nothing_delivered_is_told_after_three_heartbeats_that_did_not_come()
    {
        var alarm = Properties("NothingDeliveredAlarm");

        ((int)alarm["Period"]!).ShouldBe(3 * 60);
        alarm["EvaluationPeriods"]!.ToJsonString().ShouldBe("""{"Ref":"HeartbeatMinutes"}""");
        alarm.ShouldNotContainKey("DatapointsToAlarm");
        ((string)alarm["TreatMissingData"]!).ShouldBe("breaching");
    }

    // CloudWatch looks back a day at most.
    [Fact]
    public void The_longest_period_is_one_that_the_alarm_can_wait_for()
    {
        var alarm = Properties("NothingDeliveredAlarm");
        var longest = (int)Template.Read("hub")["Parameters"]!["HeartbeatMinutes"]!["MaxValue"]!;

        ((int)alarm["Period"]! * longest).ShouldBeLessThanOrEqualTo(86_400);
        ((int)alarm["Period"]! % 60).ShouldBe(0);
    }

    [Fact]
    public void The_hubs_own_heartbeat_follows_the_period() =>
        Properties("Heartbeat")["ScheduleExpression"]!.ToJsonString().ShouldBe("""{"Fn::Sub":"rate(${HeartbeatMinutes} minutes)"}""");

    // A heartbeat an hour may pass by an hour on the clock: none in it means nothing.
    [Fact]
    public void The_daily_reminder_looks_back_three_of_the_longest_periods_and_ends_at_nine()
    {
        var longest = (int)Template.Read("hub")["Parameters"]!["HeartbeatMinutes"]!["MaxValue"]!;
        var metrics = Properties("StillRaisedAlarm")["Metrics"]!.AsArray();
        var periods = metrics.Where(metric => metric!["MetricStat"] != null).Select(metric => (int)metric!["MetricStat"]!["Period"]!).Distinct().ToList();

        var period = periods.ShouldHaveSingleItem();
        period.ShouldBe(3 * longest * 60);
        ((string)metrics[^1]!["Expression"]!).ShouldStartWith($"IF(HOUR(hour) == {9 - (period / 3600)},");
    }

    [Theory]
    [InlineData("DeadLettersAlarm")]
    [InlineData("TamperingDeadLettersAlarm")]
    [InlineData("DeadLettersAgeAlarm")]
    [InlineData("SentToDeadLettersAlarm")]
    [InlineData("LostDeadLettersAlarm")]
    [InlineData("RetriedInvocationsAlarm")]
    [InlineData("UndeliveredNotificationsAlarm")]
    public void No_other_alarm_depends_on_the_period(string alarm) => Properties(alarm).ToJsonString().ShouldNotContain("HeartbeatMinutes");

    private static JsonObject Properties(string resource) => Template.Read("hub")["Resources"]![resource]!["Properties"]!.AsObject();
}
