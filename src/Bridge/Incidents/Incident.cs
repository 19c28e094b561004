using System.Collections.Immutable;
using RootWatch.Bridge.LeftBehind;
using RootWatch.Detection;
using RootWatch.Detection.History;

namespace RootWatch.Bridge.Incidents;

/// <summary>One account's root use as people see it: the findings of one root session, and those without a session that belong to it.</summary>
/// <param name="Session">What the detection knows of it.</param>
/// <param name="Notifications">What people have been told of it.</param>
/// <param name="Known">Those of its findings that are remembered, in the order in which they happened.</param>
public sealed record Incident(SessionState Session, NotificationState Notifications, IEnumerable<Observation> Known)
{
    private const int MostWrites = 8;
    private const int MostSteps = 3;
    private const int LongestEvent = 160;

    public string Id => Session.Id;

    public DateTimeOffset Start => Session.Start;

    public DateTimeOffset End => Session.End;

    public int Findings => Session.Findings;

    /// <summary>The worst of its findings', and Anomalous where somebody said that it was not the organization's own people, or what it left behind was used.</summary>
    public Assessment Assessment => IsKnownAsWorst ? Assessment.Anomalous : Session.Assessment;

    /// <summary>The worst of its findings', and Critical where somebody said that it was not the organization's own people, or what it left behind was used.</summary>
    public Severity Severity => IsKnownAsWorst ? Severity.Critical : Session.Severity;

    public IncidentSnapshot Snapshot => SnapshotOf([.. Known]);

    private bool IsKnownAsWorst => Notifications.Acknowledgement?.Verdict == Verdict.NotUs || Notifications.CredentialUsed is not null;

    private IncidentSnapshot SnapshotOf(IReadOnlyList<Observation> all) => new(Id, Session.Account, Start, End, Findings, Assessment, Severity)
    {
        Story = Incidents.Story.Of(all),
        FoundInHistory = all.Count(known => known.Finding.Record.FoundInHistory is not null),
        Writes = [.. all.Where(known => known.Finding.Record is { IsRead: false, IsByPerson: true }).TakeLast(MostWrites).Select(WriteOf)],
        LeftBehind = LeftBehindSummary.Of(all),
        DoNow = Assessment == Assessment.Anomalous ? DoNowOf(all) : null,
    };

    private ImmutableList<string>? DoNowOf(IReadOnlyList<Observation> all) =>
        IncidentPlan.Of(Session.Account, [.. all.Select(known => known.Finding)], []).MostUrgent(MostSteps, Notifications.StepsDone) is { Count: > 0 } steps ? [.. steps] : null;

    private static WriteCall WriteOf(Observation known)
    {
        var what = $"{known.Finding.Record.EventSource} {known.Finding.Record.EventName}";
        return new WriteCall(known.At, Excerpt.Of(what, LongestEvent), known.Finding.Record.Failed);
    }
}
