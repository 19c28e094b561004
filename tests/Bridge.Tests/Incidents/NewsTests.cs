using RootWatch.Bridge.Incidents;
using RootWatch.Detection;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Signals;

namespace RootWatch.Bridge.Tests.Incidents;

public sealed class NewsTests
{
    [Theory]
    [InlineData(Severity.Low)]
    [InlineData(Severity.Critical)]
    public void The_first_finding_of_an_incident_is_news(Severity severity) => IsNewsAfter(severity).ShouldBeTrue();

    [Fact]
    public void An_informational_finding_is_never_news() => IsNewsAfter(Severity.Informational).ShouldBeFalse();

    [Fact]
    public void The_same_again_is_no_news() => IsNewsAfter(Severity.Medium, TestData.Signal("signal", Severity.Medium)).ShouldBeFalse();

    [Fact]
    public void A_higher_severity_is_news() => IsNewsAfter(Severity.High, TestData.Signal("signal", Severity.Medium)).ShouldBeTrue();

    [Fact]
    public void A_worse_assessment_is_news() =>
        IsNewsAfter(Severity.Medium, TestData.Signal("signal", Severity.Medium, Assessment.Expected)).ShouldBeTrue();

    [Fact]
    public void Something_new_of_low_severity_is_no_news_though_it_is_unusual() =>
        IsNewsAfter(Severity.Low, TestData.Signal("signal", Severity.Medium, Assessment.Expected)).ShouldBeFalse();

    [Fact]
    public void Each_threshold_is_news_once_whatever_was_told()
    {
        var told = Enumerable.Range(0, 9).Aggregate(NotificationState.Nothing, (all, i) => all.Add(TestData.Finding(TestData.Record(), TestData.Signal($"another-{i}", Severity.Critical))));

        News.Is(told, Reaches(10)).ShouldBeTrue();
        News.Is(told.Add(Reaches(10)), Reaches(10)).ShouldBeFalse();
        News.Is(told.Add(Reaches(10)), Reaches(50)).ShouldBeTrue();
        News.Is(told.Add(Reaches(50)), Reaches(10)).ShouldBeFalse("more has been told");
        News.Is(told.Add(Reaches(10)), TestData.Finding(TestData.Record(), TestData.Signal("other-machines", Severity.Medium) with { Threshold = 10 })).ShouldBeTrue();
    }

    [Fact]
    public void A_new_kind_of_signal_is_news() => IsNewsAfter(Severity.Medium, TestData.Signal("another", Severity.High)).ShouldBeTrue();

    [Fact]
    public void A_new_kind_of_routine_signal_is_no_news() => IsNewsAfter(Severity.Low, TestData.Signal("another", Severity.Medium)).ShouldBeFalse();

    [Theory]
    [InlineData(Severity.Medium, false)]
    [InlineData(Severity.High, true)]
    public void Of_much_that_is_new_only_what_is_bad_goes_on_being_told(Severity severity, bool isNews) =>
        IsNewsAfter(severity, [.. Enumerable.Range(0, 4).Select(i => TestData.Signal($"another-{i}", Severity.High))]).ShouldBe(isNews);

    [Fact]
    public void What_repeats_what_was_said_is_no_news()
    {
        var standing = TestData.Signal("tainted-session", Severity.High) with { IsStanding = true };

        News.Is(NotificationState.Nothing.Add(TestData.Finding(TestData.Record(), TestData.Signal("first", Severity.High))), TestData.Finding(TestData.Record(), standing)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(Assessment.Anomalous, true)]
    [InlineData(Assessment.Unusual, false)]
    [InlineData(Assessment.Expected, false)]
    public void A_late_record_is_told_only_of_what_is_never_normal(Assessment assessment, bool isNews)
    {
        var finding = TestData.Finding(TestData.Record() with { LateReason = "DELIVERY_DELAY" }, TestData.Signal("signal", Severity.Informational, assessment));

        News.Is(NotificationState.Nothing, finding).ShouldBe(isNews);
        News.Is(NotificationState.Nothing.Add(finding), finding).ShouldBeFalse();
    }

    [Theory]
    [InlineData("DeleteDBCluster", true)]
    [InlineData("AuthorizeDBSecurityGroupIngress", false)]
    [InlineData("PurchaseReservedDBInstancesOffering", true)]
    [InlineData("CreateDBInstance", false)]
    [InlineData("DescribeDBInstances", false)]
    public void Harm_is_told_whatever_was_told_before_it(string name, bool isNews)
    {
        var told = Enumerable.Range(0, 4).Aggregate(NotificationState.Nothing, (all, i) => all.Add(TestData.Finding(Routine, TestData.Signal($"another-{i}", Severity.High))));

        News.Is(told, TestData.Finding(Routine with { EventSource = "rds.amazonaws.com", EventName = name }, TestData.Signal("signal", Severity.Medium))).ShouldBe(isNews);
    }

    [Theory]
    [InlineData("DeleteHostedZone", false)]
    [InlineData("ChangeResourceRecordSets", true)]
    [InlineData("CreateHostedZone", false)]
    public void After_much_harm_only_another_kind_of_it_is_news(string name, bool isNews)
    {
        var told = Enumerable.Range(0, 6).Aggregate(NotificationState.Nothing, (all, i) => all.Add(TestData.Finding(Routine with { EventSource = "rds.amazonaws.com", EventName = "DeleteDBCluster" }, TestData.Signal($"destroyed-{i}", Severity.High))));

        News.Is(told, TestData.Finding(Routine with { EventSource = "route53.amazonaws.com", EventName = name }, TestData.Signal("signal", Severity.High))).ShouldBe(isNews);
        News.Is(told, TestData.Finding(Routine with { EventSource = "route53.amazonaws.com", EventName = name }, TestData.Signal("signal", Severity.Critical))).ShouldBeTrue();
    }

    [Fact]
    public void The_same_in_another_service_is_news_and_a_circumstance_is_not()
    {
        var (act, circumstance) = (TestData.Signal("destroyed", Severity.High), TestData.Signal("no-mfa", Severity.Medium));
        var told = NotificationState.Nothing.Add(TestData.Finding(Routine, act, circumstance));

        News.Is(told, TestData.Finding(Routine, act, circumstance)).ShouldBeFalse();
        News.Is(told, TestData.Finding(Routine with { EventSource = "ec2.amazonaws.com" }, act, circumstance)).ShouldBeTrue();
        News.Is(told, TestData.Finding(Routine with { EventSource = "ec2.amazonaws.com" }, TestData.Signal("look", Severity.Low), circumstance)).ShouldBeFalse();
    }

    private static RootRecord Routine { get; } = TestData.Record() with { EventName = "CreateGroup" };

    private static Finding Reaches(int threshold) => TestData.Finding(TestData.Record(), TestData.Signal("many-machines", Severity.High) with { Threshold = threshold });

    private static bool IsNewsAfter(Severity severity, params Signal[] earlier)
    {
        var told = earlier.Aggregate(NotificationState.Nothing, (all, signal) => all.Add(TestData.Finding(Routine, signal)));
        return News.Is(told, TestData.Finding(Routine, TestData.Signal("signal", severity)));
    }
}
