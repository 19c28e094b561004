using System.Text.Json;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Recording;
using RootWatch.Detection;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Tests.Incidents;

/// <summary>What people hear of AWS's own alarms.</summary>
public sealed class AwsAlarmTests
{
    private const string Session = "111122223333/2026-11-20T09:00:00Z";
    private static readonly RootRecord SignIn = TestData.Record("sign-in", session: Session) with { EventSource = "signin.amazonaws.com", EventName = "ConsoleLogin", Mfa = MfaState.Used };
    private static readonly RootRecord Usage = Alarm("root-alarm-guardduty-root-credential-usage");
    private static readonly RootRecord Tor = Alarm("root-alarm-guardduty-tor-caller");

    [Fact]
    public void That_root_was_used_is_no_news_beside_the_use_and_is_told_where_nothing_else_told_it()
    {
        var (told, _) = AccountLedger.Empty.Record(SignIn, TestData.Morning, DetectionPolicy.None);

        told.Record(Usage, TestData.Morning.AddMinutes(20), DetectionPolicy.None).Recorded.ShouldSatisfyAllConditions(
            recorded => recorded.IsNews.ShouldBeFalse(),
            recorded => recorded.Incident.Session.SessionKey.ShouldBe(Session),
            recorded => recorded.Incident.Assessment.ShouldBe(Assessment.Expected));
        AccountLedger.Empty.Record(Usage, TestData.Morning.AddMinutes(20), DetectionPolicy.None).Recorded.IsNews.ShouldBeTrue();
    }

    [Fact]
    public void It_is_no_second_message_although_AWS_was_faster_than_CloudTrail()
    {
        var (told, alone) = AccountLedger.Empty.Record(Usage, TestData.Morning.AddMinutes(20), DetectionPolicy.None);

        var (ledger, joined) = told.Record(SignIn, TestData.Morning.AddMinutes(30), DetectionPolicy.None);

        joined.Moved.ShouldBe([(alone.Incident.Id, joined.Incident.Id)]);
        joined.IsNews.ShouldBeFalse("people know that root was used");
        ledger.IncidentOf(joined.Incident.Id)!.Findings.ShouldBe(2);
    }

    [Fact]
    public void The_same_finding_again_is_no_news_and_a_worse_one_is()
    {
        var (told, first) = AccountLedger.Empty.Record(Tor, TestData.Morning, DetectionPolicy.None);
        var (again, second) = told.Record(Tor with { EventId = "guardduty/again", EventTime = Tor.EventTime + TimeSpan.FromHours(6) }, TestData.Morning.AddHours(6), DetectionPolicy.None);
        var (_, third) = again.Record(Tor with { EventId = "guardduty/worse", Alarm = new(Severity.Critical, NamesRoot: true) }, TestData.Morning.AddHours(7), DetectionPolicy.None);

        (first.IsNews, second.IsNews, third.IsNews).ShouldBe((true, false, true));
        third.Incident.Id.ShouldBe(first.Incident.Id);
    }

    [Fact]
    public void The_story_tells_what_root_did_and_then_what_AWS_reports()
    {
        StoryOf(SignIn, Tor).ShouldBe("Root signed in to the console. AWS GuardDuty reports that root's credentials were used from an address or with a tool that attackers use.");
        StoryOf(SignIn, Usage).ShouldBe("Root signed in to the console.");
        StoryOf(Usage).ShouldBe("AWS GuardDuty reports that root was used.");
        StoryOf(Usage, Tor).ShouldStartWith("AWS GuardDuty reports that root's credentials were used from an address");
    }

    [Fact]
    public void It_is_nothing_that_was_changed() => Recorded(SignIn, Tor).Incident.Snapshot.Writes.ShouldHaveSingleItem().Event.ShouldContain("ConsoleLogin");

    [Fact]
    public void What_is_kept_is_read_again_and_what_CloudTrail_recorded_takes_no_room_for_it()
    {
        var kept = JsonSerializer.Serialize(Tor, typeof(RootRecord), LedgerJson.Default);

        JsonSerializer.Deserialize(kept, typeof(RootRecord), LedgerJson.Default).ShouldBe(Tor);
        JsonSerializer.Serialize(SignIn, typeof(RootRecord), LedgerJson.Default).ShouldNotContain("larm");
    }

    [Fact]
    public void A_session_of_before_has_neither_alarms_nor_keys_nor_devices()
    {
        var (ledger, _) = AccountLedger.Empty.Record(SignIn, TestData.Morning, DetectionPolicy.None);
        var session = JsonSerializer.SerializeToNode(ledger.History.State.Sessions[0], typeof(SessionState), LedgerJson.Default)!.AsObject();
        session.Remove("accessKeys").ShouldBeTrue();
        session.Remove("alarms").ShouldBeTrue();
        session.Remove("rootsDevices").ShouldBeTrue();

        var before = (SessionState)session.Deserialize(typeof(SessionState), LedgerJson.Default)!;

        before.AccessKeys.ShouldBeEmpty();
        before.RootsDevices.ShouldBeEmpty();
        before.IsOnlyAlarms.ShouldBeFalse();
    }

    private static string StoryOf(params RootRecord[] records) => Recorded(records).Incident.Snapshot.Story;

    private static RecordedFinding Recorded(params RootRecord[] records)
    {
        var (ledger, recorded) = (AccountLedger.Empty, default(RecordedFinding)!);
        foreach (var record in records)
        {
            (ledger, recorded) = ledger.Record(record, TestData.Morning, DetectionPolicy.None);
        }

        return recorded;
    }

    private static RootRecord Alarm(string sample) => Detector.ReadAwsAlarm(Sample.Envelope(sample))! with { EventTime = TestData.Morning.AddMinutes(5) };
}
