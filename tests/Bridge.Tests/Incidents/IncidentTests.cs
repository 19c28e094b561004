using RootWatch.Bridge.Incidents;
using RootWatch.Detection;

namespace RootWatch.Bridge.Tests.Incidents;

public sealed class IncidentTests
{
    private const string Session = "111122223333/2026-11-20T09:00:00Z";

    [Fact]
    public void A_finding_of_the_same_session_belongs_to_it_from_any_address_and_hours_later()
    {
        var incident = Opened(A.Record(session: Session));

        Takes(incident, A.Record(session: Session, source: "198.51.100.4", at: A.Morning.AddHours(11))).ShouldBeTrue();
    }

    [Fact]
    public void A_finding_without_a_session_belongs_to_it_by_address_and_time()
    {
        var incident = Opened(A.Record(session: Session));

        Takes(incident, A.Record(at: A.Morning.AddMinutes(-59))).ShouldBeTrue();
        Takes(incident, A.Record(at: A.Morning.AddMinutes(61))).ShouldBeFalse();
        Takes(incident, A.Record(source: "198.51.100.4")).ShouldBeFalse();
        Takes(incident, A.Record(source: null)).ShouldBeFalse();
    }

    [Fact]
    public void Another_account_is_another_incident() =>
        Takes(Opened(A.Record(session: Session)), A.Record(session: Session, account: "444455556666")).ShouldBeFalse();

    [Fact]
    public void It_grows_to_the_worst_that_its_findings_say()
    {
        var first = A.Finding(A.Record(at: A.Morning), A.Signal("a", Severity.High, Assessment.Anomalous));
        var second = A.Finding(A.Record(at: A.Morning.AddMinutes(5)), A.Signal("b", Severity.Low, Assessment.Expected));

        var incident = Incident.Open(first, A.Morning).Add(first, A.Morning).Add(second, A.Morning);

        incident.Severity.ShouldBe(Severity.High);
        incident.Assessment.ShouldBe(Assessment.Anomalous);
        incident.Findings.ShouldBe(2);
        incident.Signals.ShouldBe(["a", "b"]);
        incident.End.ShouldBe(A.Morning.AddMinutes(5));
    }

    private static Incident Opened(Detection.CloudTrail.RootRecord record)
    {
        var finding = A.Finding(record, A.Signal("a", Severity.Low));
        return Incident.Open(finding, A.Morning).Add(finding, A.Morning);
    }

    private static bool Takes(Incident incident, Detection.CloudTrail.RootRecord record) =>
        incident.Takes(A.Finding(record, A.Signal("a", Severity.Low)), A.Morning);
}
