using RootWatch.Bridge.Incidents;
using RootWatch.Detection;

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
    public void A_new_kind_of_signal_is_news() => IsNewsAfter(Severity.Medium, A.Signal("another", Severity.High)).ShouldBeTrue();

    [Fact]
    public void A_new_kind_of_routine_signal_is_no_news() => IsNewsAfter(Severity.Low, A.Signal("another", Severity.Medium)).ShouldBeFalse();

    [Fact]
    public void A_finding_after_informational_ones_alone_is_news() =>
        IsNewsAfter(Severity.Low, A.Signal("quiet", Severity.Informational, Assessment.Expected)).ShouldBeTrue();

    private static bool IsNewsAfter(Severity severity, params Detection.Signals.Signal[] earlier)
    {
        var finding = A.Finding(A.Record(), A.Signal("signal", severity));
        var incident = earlier
            .Select(signal => A.Finding(A.Record(), signal))
            .Aggregate(Incident.Open(finding, A.Morning), (before, told) => before.Add(told, A.Morning));
        return News.Is(incident, finding);
    }
}
