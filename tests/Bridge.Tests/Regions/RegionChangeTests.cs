using System.Text;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Regions;
using RootWatch.Detection;

namespace RootWatch.Bridge.Tests.Regions;

public sealed class RegionChangeTests
{
    private static readonly RegionChange Enabled = new(new SpokeId("111122223333", "eu-south-1"), RegionStatus.Enabled, "2026-11-18T09:14:27Z");

    [Theory]
    [InlineData("ENABLED", RegionStatus.Enabled)]
    [InlineData("DISABLED", RegionStatus.Disabled)]
    [InlineData("ENABLING", RegionStatus.Other)]
    [InlineData("DISABLING", RegionStatus.Other)]
    [InlineData("ENABLED_BY_DEFAULT", RegionStatus.Other)]
    [InlineData("", RegionStatus.Other)]
    public void The_status_says_what_became_of_the_region(string status, RegionStatus expected) =>
        Read($$"""{"accountId":"111122223333","regionName":"eu-south-1","status":"{{status}}"}""").ShouldBe(Enabled with { Status = expected });

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"accountId":"1111","regionName":"eu-south-1","status":"ENABLED"}""")]
    [InlineData("""{"accountId":"111122223333","regionName":"<b>","status":"ENABLED"}""")]
    [InlineData("""{"accountId":111122223333,"regionName":"eu-south-1","status":"ENABLED"}""")]
    public void A_change_of_nobodys_region_is_none(string detail) => Read(detail).ShouldBeNull();

    [Theory]
    [InlineData(RegionStatus.Enabled, CoverageState.NeverHeard, NoticeKind.RegionEnabled)]
    [InlineData(RegionStatus.Enabled, CoverageState.Silent, NoticeKind.RegionEnabled)]
    [InlineData(RegionStatus.Enabled, CoverageState.Alive, null)]
    [InlineData(RegionStatus.Disabled, CoverageState.NeverHeard, null)]
    [InlineData(RegionStatus.Disabled, CoverageState.Silent, NoticeKind.RegionDisabled)]
    [InlineData(RegionStatus.Disabled, CoverageState.Alive, NoticeKind.RegionDisabled)]
    [InlineData(RegionStatus.Other, CoverageState.NeverHeard, null)]
    [InlineData(RegionStatus.Other, CoverageState.Alive, null)]
    public void What_is_told_depends_on_the_spoke_there(RegionStatus status, CoverageState spoke, NoticeKind? kind)
    {
        var told = RegionNotices.Of(Enabled with { Status = status }, spoke)?.Kind;

        told.ShouldBe(kind);
    }

    [Fact]
    public void What_is_the_same_change_has_the_same_name_and_a_later_one_another()
    {
        var topic = Topic(Enabled);

        Topic(Enabled with { }).ShouldBe(topic);
        Topic(Enabled with { Event = "2026-12-18T09:14:27Z" }).ShouldNotBe(topic);
        Topic(Enabled with { Place = new SpokeId("444455556666", "eu-south-1") }).ShouldNotBe(topic);
        Topic(Enabled with { Status = RegionStatus.Disabled }).ShouldNotBe(topic);
    }

    [Fact]
    public void A_region_without_a_spoke_is_no_outage_and_a_disabled_one_no_alarm()
    {
        var enabled = RegionNotices.Of(Enabled, CoverageState.NeverHeard)!;
        var disabled = RegionNotices.Of(Enabled with { Status = RegionStatus.Disabled }, CoverageState.Alive)!;

        (enabled.Severity, enabled.Account).ShouldBe((Severity.Medium, "111122223333"));
        enabled.Title.ShouldStartWith("Region eu-south-1 was enabled and has no spoke");
        disabled.Severity.ShouldBe(Severity.Informational);
        disabled.Lines.ShouldHaveSingleItem().ShouldContain("add 111122223333/eu-south-1 to the setting Heartbeat:Retired");
    }

    private static string Topic(RegionChange change) => RegionNotices.Of(change, CoverageState.Silent)!.Topic;

    [Fact]
    public void Nobody_but_AWS_enables_a_region() =>
        Read("""{"accountId":"111122223333","regionName":"eu-south-1","status":"ENABLED"}""", "com.evil").ShouldBe(Enabled with { Status = RegionStatus.Other });

    private static RegionChange? Read(string detail, string source = "aws.account") =>
        RegionChangeReader.Read(Encoding.UTF8.GetBytes($$"""{"id":"1","source":"{{source}}","account":"999988887777","region":"us-east-1","time":"2026-11-18T09:14:27Z","detail":{{detail}} }"""), Encoding.UTF8.GetBytes(detail));
}
