using RootWatch.Bridge.Incidents;
using RootWatch.Detection;
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
    public void The_same_again_is_no_news() => IsNewsAfter(Severity.Medium, A.Signal("signal", Severity.Medium)).ShouldBeFalse();

    [Fact]
    public void A_higher_severity_is_news() => IsNewsAfter(Severity.High, A.Signal("signal", Severity.Medium)).ShouldBeTrue();

    [Fact]
    public void A_worse_assessment_is_news() =>
        IsNewsAfter(Severity.Low, A.Signal("signal", Severity.Medium, Assessment.Expected)).ShouldBeTrue();

    [Fact]
    public void A_new_kind_of_signal_is_news() => IsNewsAfter(Severity.Medium, A.Signal("another", Severity.High)).ShouldBeTrue();

    [Fact]
    public void A_new_kind_of_routine_signal_is_no_news() => IsNewsAfter(Severity.Low, A.Signal("another", Severity.Medium)).ShouldBeFalse();

    [Theory]
    [InlineData(Severity.Medium, false)]
    [InlineData(Severity.High, true)]
    public void Of_much_that_is_new_only_what_is_bad_goes_on_being_told(Severity severity, bool isNews) =>
        IsNewsAfter(severity, [.. Enumerable.Range(0, 4).Select(i => A.Signal($"another-{i}", Severity.High))]).ShouldBe(isNews);

    [Fact]
    public void What_repeats_what_was_said_is_no_news()
    {
        var standing = A.Signal("tainted-session", Severity.High) with { IsStanding = true };

        News.Is(Told.Nothing.Add(A.Finding(A.Record(), A.Signal("first", Severity.High))), A.Finding(A.Record(), standing)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(Assessment.Anomalous, true)]
    [InlineData(Assessment.Unusual, false)]
    [InlineData(Assessment.Expected, false)]
    public void A_late_record_is_told_only_of_what_is_never_normal(Assessment assessment, bool isNews)
    {
        var finding = A.Finding(A.Record() with { LateReason = "DELIVERY_DELAY" }, A.Signal("signal", Severity.Informational, assessment));

        News.Is(Told.Nothing, finding).ShouldBe(isNews);
        News.Is(Told.Nothing.Add(finding), finding).ShouldBeFalse();
    }

    private static bool IsNewsAfter(Severity severity, params Signal[] earlier)
    {
        var told = earlier.Aggregate(Told.Nothing, (all, signal) => all.Add(A.Finding(A.Record(), signal)));
        return News.Is(told, A.Finding(A.Record(), A.Signal("signal", severity)));
    }
}
