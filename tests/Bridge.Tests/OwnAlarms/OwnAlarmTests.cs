using System.Text;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.OwnAlarms;
using RootWatch.Detection;

namespace RootWatch.Bridge.Tests.OwnAlarms;

public sealed class OwnAlarmTests
{
    private const string Hostile = "rootwatch-<img src=x> [click](https://evil.example)";

    private static readonly OwnAlarm Undelivered = new(new SpokeId("111122223333", "eu-west-1"), "rootwatch-undelivered", "2026-11-18T09:20:41.512+0000");

    [Theory]
    [InlineData("rootwatch-undelivered", """{"value":"ALARM"}""", true)]
    [InlineData("rootwatch-undelivered", """{"value":"OK"}""", false)]
    [InlineData("rootwatch-undelivered", """{"value":"INSUFFICIENT_DATA"}""", false)]
    [InlineData("rootwatch-undelivered", "\"ALARM\"", false)]
    [InlineData("rootwatch-undelivered", "null", false)]
    [InlineData("checkout-latency", """{"value":"ALARM"}""", false)]
    [InlineData("my-rootwatch-undelivered", """{"value":"ALARM"}""", false)]
    public void Only_an_alarm_of_ours_that_was_raised_is_told(string name, string state, bool isRaised) =>
        OwnAlarmReader.IsRaised("""{"source":"aws.cloudwatch"}"""u8, Encoding.UTF8.GetBytes($$$"""{"alarmName":"{{{name}}}","state":{{{state}}},"previousState":{"value":"ALARM"}}""")).ShouldBe(isRaised);

    [Theory]
    [InlineData("""{"source":"com.evil"}""")]
    [InlineData("{}")]
    public void Nobody_but_CloudWatch_raises_one(string envelope) =>
        OwnAlarmReader.IsRaised(Encoding.UTF8.GetBytes(envelope), """{"alarmName":"rootwatch-undelivered","state":{"value":"ALARM"}}"""u8).ShouldBeFalse();

    [Fact]
    public void It_is_read_with_its_place_and_time() =>
        Read("111122223333", """{"alarmName":"rootwatch-undelivered","state":{"value":"ALARM","timestamp":"2026-11-18T09:20:41.512+0000"}}""").ShouldBe(Undelivered);

    [Fact]
    public void An_alarm_of_nobody_is_none() => Read("1", """{"alarmName":"rootwatch-undelivered","state":{"value":"ALARM"}}""").ShouldBeNull();

    [Fact]
    public void What_a_spoke_cannot_forward_is_told_with_the_command_to_send_it_again()
    {
        var notice = Told(Undelivered);

        (notice.Kind, notice.Severity, notice.Account).ShouldBe((NoticeKind.OwnAlarm, Severity.High, "111122223333"));
        notice.Title.ShouldBe("Events in eu-west-1 could not be forwarded to the hub and wait in the queue rootwatch-undelivered.");
        notice.Command.ShouldBe("rootwatch redrive --queue https://sqs.eu-west-1.amazonaws.com/111122223333/rootwatch-undelivered --to https://rootwatch.example");
    }

    [Theory]
    [InlineData("rootwatch-dead-letters", "rootwatch-dead-letters")]
    [InlineData("rootwatch-dead-letters-age", "rootwatch-dead-letters")]
    [InlineData("rootwatch-tampering-dead-letters", "rootwatch-tampering-dead-letters")]
    public void What_the_hub_could_not_deliver_too(string alarm, string queue)
    {
        var notice = Told(Undelivered with { Name = alarm });

        notice.Title.ShouldBe($"Events in eu-west-1 could not be delivered and wait in the queue {queue}.");
        notice.Command.ShouldNotBeNull().ShouldContain($"/111122223333/{queue} ");
    }

    [Fact]
    public void Every_other_alarm_goes_by_its_name() =>
        Told(Undelivered with { Name = "rootwatch-failed-invocations" }).Title.ShouldBe("The alarm rootwatch-failed-invocations was raised in eu-west-1.");

    [Fact]
    public void A_name_that_somebody_else_chose_stands_in_no_title()
    {
        var notice = Told(Undelivered with { Name = Hostile });

        notice.Title.ShouldBe("One of RootWatch's own alarms was raised in eu-west-1.");
        notice.Command.ShouldBeNull();
        notice.Lines.ShouldAllBe(line => !line.Contains("evil", StringComparison.Ordinal));
        notice.Facts.ShouldContain(new Fact("Alarm", Hostile), "values are made fit to be shown where they are shown");
    }

    [Fact]
    public void Each_time_that_it_is_raised_has_a_name_of_its_own()
    {
        var topic = Told(Undelivered).Topic;

        Told(Undelivered with { }).Topic.ShouldBe(topic);
        Told(Undelivered with { Since = "2026-11-19T09:20:41.512+0000" }).Topic.ShouldNotBe(topic);
        Told(Undelivered with { Place = new SpokeId("111122223333", "eu-central-1") }).Topic.ShouldNotBe(topic);
    }

    private static Notice Told(OwnAlarm alarm) => OwnAlarmNotices.Of(alarm, TestData.RedriveAdvice("https://rootwatch.example"));

    private static OwnAlarm? Read(string account, string detail) =>
        OwnAlarmReader.Read(Encoding.UTF8.GetBytes($$"""{"id":"1","account":"{{account}}","region":"eu-west-1","detail":{{detail}}}"""), Encoding.UTF8.GetBytes(detail));
}
