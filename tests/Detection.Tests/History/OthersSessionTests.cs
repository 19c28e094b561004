using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;

namespace RootWatch.Detection.Tests.History;

/// <summary>How what others do to root is grouped, and what it means for root's next sign-in.</summary>
public sealed class OthersSessionTests
{
    private const string Office = "198.51.100.10";
    private static readonly DateTimeOffset Now = TestData.Morning;
    private static readonly IssuedKey Audit = new(Now, "ASIA1", "IAMAuditRootUserCredentials");

    [Fact]
    public void One_caller_is_one_incident_for_as_long_as_it_goes_on_whatever_the_address()
    {
        SessionsOf(Removed("eve", 0), Removed("eve", 50, TestData.Elsewhere), Removed("eve", 100)).ShouldBe(1);
        SessionsOf(Removed("eve", 0), Removed("eve", 61)).ShouldBe(2);
        SessionsOf(Removed("eve", 0), Removed("bob", 1)).ShouldBe(2);
    }

    [Fact]
    public void The_owners_own_session_from_the_same_address_is_another()
    {
        SessionsOf(TestData.SignIn(Now, Office), TestData.Read(Now.AddMinutes(1), Now, Office), Removed("eve", 2)).ShouldBe(2);
        SessionsOf(Removed("eve", 0), TestData.FailedSignIn(Now.AddMinutes(1), Office)).ShouldBe(2);
    }

    [Fact]
    public void The_order_of_arrival_changes_nothing()
    {
        RootRecord[] records = [Removed("eve", 0), TestData.SignIn(Now.AddMinutes(5), Office, MfaState.NotUsed), Removed("eve", 10), Removed("bob", 20), TestData.FailedSignIn(Now.AddMinutes(30), Office)];

        Story.StateOf(records.Reverse()).ShouldBe(Story.StateOf(records));
    }

    [Fact]
    public void It_teaches_the_profile_nothing_and_adds_no_sightings()
    {
        var state = TestData.History(Removed("eve", 0)).State;

        state.Sessions.ShouldHaveSingleItem().Sightings.ShouldBeEmpty();
        state.ProfileAt(Now.AddDays(8)).Sessions.ShouldBe(0);
    }

    [Theory]
    [InlineData("account", "AcceptPrimaryEmailUpdate", true)]
    [InlineData("account", "StartPrimaryEmailUpdate", true)]
    [InlineData("organizations", "RemoveAccountFromOrganization", true)]
    [InlineData("organizations", "LeaveOrganization", true)]
    [InlineData("organizations", "MoveAccount", true)]
    [InlineData("organizations", "UpdatePolicy", false)]
    [InlineData("iam", "EnableOrganizationsRootSessions", false)]
    public void What_takes_root_over_or_frees_it_counts_as_a_change_of_locks(string source, string name, bool counts)
    {
        var history = TestData.History(Act(source, name, "eve", 0));

        TestData.After(history, TestData.SignIn(Now.AddHours(1), Office)).Ids().Contains("sign-in-after-change").ShouldBe(counts);
        TestData.After(TestData.History(Act(source, name, "eve", 0) with { Failed = true, ErrorCode = "AccessDenied" }), TestData.SignIn(Now.AddHours(1))).Ids().ShouldNotContain("sign-in-after-change");
    }

    [Theory]
    [InlineData(TestData.Elsewhere, MfaState.NotUsed, Assessment.Anomalous, Severity.High)]
    [InlineData(TestData.Elsewhere, MfaState.Used, Assessment.Unusual, Severity.Medium)]
    [InlineData(Office, MfaState.NotUsed, Assessment.Anomalous, Severity.High)]
    [InlineData(Office, MfaState.Used, Assessment.Unusual, Severity.Medium)]
    public void A_password_given_by_central_root_and_a_sign_in_without_MFA_are_a_takeover(string ip, MfaState mfa, Assessment assessment, Severity severity)
    {
        var created = TestData.Call("iam", "CreateLoginProfile", Now, Now, Office) with { Identity = RootIdentity.AssumedRootSession };

        var finding = TestData.After(TestData.History(created), TestData.SignIn(Now.AddMinutes(15), ip, mfa));

        (finding.Assessment, finding.Severity).ShouldBe((assessment, severity));
    }

    [Fact]
    public void What_others_do_after_what_is_never_normal_is_not_called_roots()
    {
        var history = TestData.History(Removed("eve", 0));

        TestData.After(history, Act("organizations", "MoveAccount", "eve", 1)).Ids().ShouldBe(["member-moved"]);
    }

    [Fact]
    public void A_window_for_root_says_nothing_of_what_others_do_and_may_plan_it()
    {
        var window = new Expectation { From = Now, To = Now.AddHours(1), Tasks = [new("support-case")], Who = new("carol"), Ticket = new("CHG-1") };
        DetectionPolicy other = new() { Expectations = [window] };
        DetectionPolicy planned = new() { Expectations = [window with { Tasks = [new("member-email-changed")] }] };

        TestData.After(AccountHistory.Empty, Act("account", "StartPrimaryEmailUpdate", "carol", 1), other).Ids().ShouldBe(["member-email-changed"]);
        TestData.After(AccountHistory.Empty, Act("account", "StartPrimaryEmailUpdate", "carol", 1), planned).Assessment.ShouldBe(Assessment.Expected);
    }

    [Fact]
    public void A_session_issued_elsewhere_is_held_to_its_task_whenever_the_issue_becomes_known()
    {
        var call = TestData.Call("s3", "DeleteBucketPolicy", Now.AddMinutes(1), Now) with { Identity = RootIdentity.AssumedRootSession, AccessKeyId = "ASIA1" };

        TestData.After(AccountHistory.Empty.Learn(Audit, DetectionPolicy.None).History, call).Ids().ShouldContain("outside-task-policy");
        var (late, revised) = TestData.History(call).Learn(Audit, DetectionPolicy.None);
        revised.ShouldHaveSingleItem().Finding.Ids().ShouldContain("outside-task-policy");
        late.State.Sessions.ShouldHaveSingleItem().Assessment.ShouldBe(Assessment.Anomalous);
    }

    [Fact]
    public void What_was_issued_is_learnt_once_and_opens_no_incident()
    {
        var (history, revised) = AccountHistory.Empty.Learn(Audit, DetectionPolicy.None);

        revised.ShouldBeEmpty();
        history.State.Sessions.ShouldBeEmpty();
        history.Learn(Audit, DetectionPolicy.None).History.ShouldBeSameAs(history);
    }

    [Fact]
    public void Of_very_many_issued_keys_the_latest_are_kept_whatever_their_order()
    {
        var keys = Enumerable.Range(0, 80).Select(number => Audit with { At = Now.AddMinutes(number), Key = $"ASIA{number}" }).ToList();

        var (one, other) = (Learnt(keys), Learnt(keys.AsEnumerable().Reverse()));

        one.ShouldBe(other);
        one.Count.ShouldBe(64);
        one[^1].ShouldBe(keys[^1]);
    }

    private static List<IssuedKey> Learnt(IEnumerable<IssuedKey> keys) =>
        [.. keys.Aggregate(AccountHistory.Empty, (history, key) => history.Learn(key, DetectionPolicy.None).History).State.IssuedKeys];

    private static int SessionsOf(params RootRecord[] records) => TestData.History(records).State.Sessions.Count;

    private static RootRecord Removed(string who, int minutes, string ip = Office) => Act("organizations", "RemoveAccountFromOrganization", who, minutes, ip);

    private static RootRecord Act(string source, string name, string who, int minutes, string ip = Office) =>
        TestData.Call(source, name, Now.AddMinutes(minutes), ip: ip, mfa: MfaState.Unknown) with
        {
            EventId = $"{minutes} {who} {name}",
            Identity = RootIdentity.ActOnRoot,
            Caller = $"arn:aws:sts::999988887777:assumed-role/OrgAdmin/{who}",
            Target = new Target(TestData.Account),
        };
}
