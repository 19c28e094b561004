using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;

namespace RootWatch.Detection.Tests.History;

/// <summary>Which records make one session, and so one incident.</summary>
public sealed class SessionTests
{
    private static readonly DateTimeOffset Now = TestData.Morning;
    private static readonly RootRecord ConsoleAction = TestData.Call("signin", "EmailUpdated", Now.AddMinutes(10));

    [Fact]
    public void A_sessions_records_belong_together_from_any_address_and_hours_later() =>
        SessionsOf(TestData.SignIn(Now), TestData.Read(Now.AddHours(11), Now, TestData.Elsewhere)).ShouldBe(1);

    [Fact]
    public void Two_sign_ins_are_two_sessions() => SessionsOf(TestData.SignIn(Now), TestData.SignIn(Now.AddMinutes(1))).ShouldBe(2);

    [Fact]
    public void What_has_no_session_belongs_to_one_by_address_and_time()
    {
        SessionsOf(TestData.SignIn(Now), ConsoleAction).ShouldBe(1);
        SessionsOf(TestData.SignIn(Now), ConsoleAction with { EventTime = Now.AddMinutes(60) }).ShouldBe(1);
        SessionsOf(TestData.SignIn(Now), ConsoleAction with { EventTime = Now.AddMinutes(61) }).ShouldBe(2);
        SessionsOf(TestData.SignIn(Now), ConsoleAction with { SourceIp = TestData.Elsewhere }).ShouldBe(2);
        SessionsOf(TestData.SignIn(Now), ConsoleAction with { SourceIp = null }).ShouldBe(2);
    }

    [Fact]
    public void It_rather_belongs_to_a_session_than_to_what_has_none()
    {
        var history = TestData.History(TestData.FailedSignIn(Now, TestData.Home), TestData.SignIn(Now.AddMinutes(1)), TestData.FailedSignIn(Now.AddMinutes(2), TestData.Home));

        history.State.Sessions.Select(session => session.Findings).ShouldBe([1, 2]);
    }

    [Fact]
    public void What_has_neither_session_nor_address_belongs_together() =>
        SessionsOf(ConsoleAction with { SourceIp = null }, ConsoleAction with { SourceIp = null, EventId = "2", EventTime = Now.AddMinutes(20) }).ShouldBe(1);

    [Fact]
    public void Guessing_is_one_story_for_as_long_as_it_counts_from_wherever_it_comes()
    {
        SessionsOf(TestData.FailedSignIn(Now, "203.0.113.1"), TestData.FailedSignIn(Now.AddDays(14), "198.51.100.1")).ShouldBe(1);
        TestData.History(TestData.FailedSignIn(Now, "203.0.113.1"), TestData.FailedSignIn(Now.AddDays(14).AddSeconds(1), "198.51.100.1")).State.Sessions.ShouldHaveSingleItem().Findings.ShouldBe(1);
        SessionsOf(TestData.FailedSignIn(Now, TestData.Home), TestData.SignIn(Now.AddMinutes(1)), TestData.FailedSignIn(Now.AddHours(20), TestData.Home)).ShouldBe(3);
        SessionsOf(TestData.FailedSignIn(Now, "203.0.113.1"), ConsoleAction with { SourceIp = "198.51.100.1" }).ShouldBe(2);
        SessionsOf(ConsoleAction with { SourceIp = "198.51.100.1" }, TestData.FailedSignIn(Now.AddMinutes(20), "203.0.113.1")).ShouldBe(2);
    }

    [Fact]
    public void A_session_is_named_after_its_key_so_that_any_of_its_records_gives_the_same_name()
    {
        TestData.History(TestData.SignIn(Now)).State.Sessions[0].Id.ShouldBe(TestData.History(TestData.Read(Now.AddHours(1), Now)).State.Sessions[0].Id);
        TestData.History(TestData.SignIn(Now)).State.Sessions[0].Id.ShouldBe("111122223333-701c44a5e9");
        TestData.History(ConsoleAction).State.Sessions[0].Id.ShouldNotBe(TestData.History(ConsoleAction with { EventId = "2" }).State.Sessions[0].Id);
    }

    [Fact]
    public void It_grows_to_the_worst_that_its_findings_say()
    {
        var session = TestData.History(TestData.NeverNormal(Now, Now), TestData.Read(Now.AddMinutes(5), Now, TestData.Elsewhere)).State.Sessions.ShouldHaveSingleItem();

        session.Severity.ShouldBe(Severity.Critical);
        session.Assessment.ShouldBe(Assessment.Anomalous);
        session.Standing.ShouldBe(Standing.Tainted);
        session.Findings.ShouldBe(2);
        session.Start.ShouldBe(Now);
        session.End.ShouldBe(Now.AddMinutes(5));
        session.Signals.ShouldBe(["root-access-key", "tainted-session", "two-networks", "look"], ignoreOrder: true);
        session.Sources.ShouldBe([TestData.Home, TestData.Elsewhere]);
        session.IsOnlyAttempts.ShouldBeFalse();
    }

    [Theory]
    [InlineData("ListUsers", Standing.Good)]
    [InlineData("CreateAccessKey", Standing.Tainted)]
    [InlineData("CreateRole", Standing.Doubtful)]
    public void Standing_falls_with_what_is_found(string name, Standing standing) =>
        TestData.History(TestData.Call("iam", name, Now, Now, isRead: name is "ListUsers")).State.Sessions[0].Standing.ShouldBe(standing);

    [Fact]
    public void An_unusual_thing_of_low_severity_costs_no_standing() =>
        TestData.History(TestData.SignIn(Now, mfa: MfaState.Unknown)).State.Sessions[0].Standing.ShouldBe(Standing.Good);

    [Fact]
    public void Only_what_persons_did_and_changed_is_remembered_of_them()
    {
        var session = TestData.History(
            TestData.Read(Now, Now),
            TestData.Change(Now.AddMinutes(1), Now),
            TestData.Call("sns", "CreateTopic", Now.AddMinutes(2), Now) with { Failed = true, Region = "sa-east-1" },
            TestData.Call("kms", "CreateKey", Now.AddMinutes(3), Now) with { Identity = RootIdentity.AwsSupport, Region = "sa-east-1", SourceIp = "support.amazonaws.com" }).State.Sessions[0];

        session.Regions.ShouldBe(["us-east-1"]);
        session.Services.ShouldBe(["iam.amazonaws.com"]);
        session.Agents.ShouldBe(["chrome"]);
        session.Sightings.ShouldBe([new NetworkUse($"{TestData.Account}/2026-11-20T08:00:00Z", "192.0.2.0/24", Now.AddMinutes(1))]);
    }

    [Fact]
    public void However_many_addresses_there_are_few_are_held()
    {
        var history = TestData.History([.. Enumerable.Range(0, 80).Select(i => TestData.Read(Now.AddSeconds(i), Now, $"203.0.{i}.1"))]);

        history.State.Sessions[0].Sources.Count.ShouldBe(64);
        history.State.Sessions[0].Sightings.Count.ShouldBe(64);
        history.State.Sessions[0].Findings.ShouldBe(80);
    }

    [Fact]
    public void However_many_attempts_there_are_few_are_held()
    {
        var history = TestData.History([.. Enumerable.Range(0, 80).Select(i => TestData.FailedSignIn(Now.AddSeconds(i)))]);

        history.State.Failures.Count.ShouldBe(64);
        history.State.Failures[^1].At.ShouldBe(Now.AddSeconds(79));
    }

    [Fact]
    public void A_session_is_forgotten_a_week_after_its_last_finding()
    {
        SessionsOf(TestData.SignIn(Now), TestData.SignIn(Now.AddDays(7))).ShouldBe(2);
        SessionsOf(TestData.SignIn(Now), TestData.SignIn(Now.AddDays(8))).ShouldBe(1);
    }

    [Fact]
    public void What_counts_for_a_week_counts_on_its_last_second()
    {
        var issued = TestData.Call("sts", "AssumeRoot", Now) with { Identity = RootIdentity.AssumeRootCaller, Request = new(TaskPolicy: "S3UnlockBucketPolicy", IssuedKey: "ASIA1") };
        var state = TestData.History(issued, TestData.Call("signin", "PasswordRecoveryCompleted", Now), TestData.SignIn(Now.AddDays(7))).State;

        state.IssuedKeys.ShouldHaveSingleItem();
        state.LockChanges.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_console_action_belongs_to_earlier_ones_from_its_address()
    {
        SessionsOf(ConsoleAction, ConsoleAction with { EventId = "2", EventTime = Now.AddMinutes(30) }).ShouldBe(1);
        TestData.History(TestData.Read(Now, Now) with { Failed = true, UserAgent = "aws-cli/2.0" }).State.Sessions[0].Agents.ShouldBeEmpty();
    }

    [Fact]
    public void Attempts_lock_changes_and_issued_keys_are_forgotten_in_time()
    {
        var issued = TestData.Call("sts", "AssumeRoot", Now) with { Identity = RootIdentity.AssumeRootCaller, Request = new(TaskPolicy: "S3UnlockBucketPolicy", IssuedKey: "ASIA1") };
        var history = TestData.History(TestData.FailedSignIn(Now), TestData.Call("signin", "PasswordRecoveryCompleted", Now.AddMinutes(1)), issued with { EventTime = Now.AddMinutes(2) });
        history.State.Failures.ShouldHaveSingleItem();
        history.State.LockChanges.ShouldHaveSingleItem();
        history.State.IssuedKeys.ShouldBe([new IssuedKey(Now.AddMinutes(2), "ASIA1", "S3UnlockBucketPolicy")]);

        var later = history.Add(TestData.SignIn(Now.AddDays(15)), arrived: null, DetectionPolicy.None).History.State;
        later.Failures.ShouldBeEmpty();
        later.LockChanges.ShouldBeEmpty();
        later.IssuedKeys.ShouldBeEmpty();
    }

    private static int SessionsOf(params RootRecord[] records) => TestData.History(records).State.Sessions.Count;
}
