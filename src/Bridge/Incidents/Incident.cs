using RootWatch.Detection;
using RootWatch.Detection.History;

namespace RootWatch.Bridge.Incidents;

/// <summary>One account's root use as people see it: the findings of one root session, and those without a session that belong to it.</summary>
/// <param name="Session">What the detection knows of it.</param>
/// <param name="Told">What people have been told of it.</param>
public sealed record Incident(SessionState Session, Told Told)
{
    public string Id => Session.Id;

    public DateTimeOffset Start => Session.Start;

    public DateTimeOffset End => Session.End;

    public int Findings => Session.Findings;

    /// <summary>The worst of its findings', and Anomalous where somebody said that it was not the organisation's own people.</summary>
    public Assessment Assessment => IsNotUs ? Assessment.Anomalous : Session.Assessment;

    /// <summary>The worst of its findings', and Critical where somebody said that it was not the organisation's own people.</summary>
    public Severity Severity => IsNotUs ? Severity.Critical : Session.Severity;

    public IncidentSnapshot Snapshot => new(Id, Session.Account, Start, End, Findings, Assessment, Severity);

    private bool IsNotUs => Told.Acknowledgement?.Verdict == Verdict.NotUs;
}
