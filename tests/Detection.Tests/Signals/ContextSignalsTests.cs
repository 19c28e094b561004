using RootWatch.Detection.Activities;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;
using RootWatch.Detection.Signals;

namespace RootWatch.Detection.Tests.Signals;

/// <summary>For each signal of the circumstances: when it fires, and when it stays silent.</summary>
public sealed class ContextSignalsTests
{
    private static readonly DateTimeOffset Now = TestData.Morning;

    [Fact]
    public void Ids_are_unique_and_not_the_catalogues() =>
        ContextSignals.Everything.Select(signal => signal.Id).Concat(Catalogue.Entries.Select(entry => entry.Id)).ShouldBeUnique();

    [Fact]
    public void Whatever_is_anomalous_is_at_least_high()
    {
        ContextSignals.Everything.Where(signal => signal.Assessment == Assessment.Anomalous).ShouldAllBe(signal => signal.Severity >= Severity.High);
        Catalogue.Entries.Where(entry => entry.Assessment == Assessment.Anomalous).ShouldAllBe(entry => entry.Severity >= Severity.High);
    }

    [Theory]
    [InlineData(MfaState.NotUsed, true)]
    [InlineData(MfaState.Used, false)]
    [InlineData(MfaState.Unknown, false)]
    public void No_MFA_is_told(MfaState mfa, bool fires) => Fires("no-mfa", AccountHistory.Empty, TestData.SignIn(Now, mfa: mfa), fires);

    [Fact]
    public void No_MFA_stays_silent_for_what_failed_and_for_others_than_root_itself()
    {
        Fires("no-mfa", AccountHistory.Empty, TestData.FailedSignIn(Now), fires: false);
        Fires("no-mfa", AccountHistory.Empty, TestData.Read(Now, Now) with { Mfa = MfaState.NotUsed, Identity = RootIdentity.FederatedByRoot }, fires: false);
    }

    [Fact]
    public void Unknown_MFA_is_told_of_sign_ins_alone()
    {
        Fires("mfa-unknown", AccountHistory.Empty, TestData.SignIn(Now, mfa: MfaState.Unknown), fires: true);
        Fires("mfa-unknown", AccountHistory.Empty, TestData.SignIn(Now), fires: false);
        Fires("mfa-unknown", AccountHistory.Empty, TestData.Read(Now, Now) with { Mfa = MfaState.Unknown }, fires: false);
    }

    [Theory]
    [InlineData("AKIAIOSFODNN7EXAMPLE", true)]
    [InlineData("ASIAIOSFODNN7EXAMPLE", false)]
    [InlineData(null, false)]
    public void A_long_term_key_is_told(string? key, bool fires) => Fires("long-term-key", AccountHistory.Empty, TestData.Read(Now, Now) with { AccessKeyId = key }, fires);

    [Fact]
    public void A_long_term_key_of_somebody_who_asks_for_a_root_session_is_their_own() =>
        Fires("long-term-key", AccountHistory.Empty, TestData.Call("sts", "AssumeRoot", Now) with { AccessKeyId = "AKIA", Identity = RootIdentity.AssumeRootCaller }, fires: false);

    [Theory]
    [InlineData("cloudtrail", "StopLogging", "AccessDenied", true)]
    [InlineData("cloudtrail", "StopLogging", "AccessDeniedException", true)]
    [InlineData("cloudtrail", "StopLogging", "Client.UnauthorizedOperation", true)]
    [InlineData("cloudtrail", "StopLogging", "UserNotAuthorized", true)]
    [InlineData("cloudtrail", "StopLogging", "ThrottlingException", false)]
    [InlineData("cloudtrail", "StopLogging", null, false)]
    [InlineData("iam", "CreateUser", "AccessDenied", false)]
    public void A_denied_change_to_a_security_control_is_told(string source, string name, string? error, bool fires) =>
        Fires("denied-security-control", AccountHistory.Empty, TestData.Call(source, name, Now, Now) with { ErrorCode = error, Failed = error is not null }, fires);

    [Fact]
    public void A_federated_session_of_roots_is_told()
    {
        Fires("federated-by-root", AccountHistory.Empty, TestData.Read(Now, Now) with { Identity = RootIdentity.FederatedByRoot }, fires: true);
        Fires("federated-by-root", AccountHistory.Empty, TestData.Read(Now, Now), fires: false);
    }

    [Theory]
    [InlineData("management", "ConsoleLogin", true)]
    [InlineData("Management", "CreateUser", true)]
    [InlineData("management", "ListUsers", false)]
    [InlineData("production", "CreateUser", false)]
    public void The_management_account_is_told(string tag, string name, bool fires)
    {
        var policy = new DetectionPolicy { Accounts = new Dictionary<string, AccountSettings>(StringComparer.Ordinal) { [TestData.Account] = new() { Tags = [tag] } } };
        var record = name is "ConsoleLogin" ? TestData.SignIn(Now) : TestData.Call("iam", name, Now, Now, isRead: name is "ListUsers");

        TestData.After(AccountHistory.Empty, record, policy).Ids().Contains("management-account", StringComparer.Ordinal).ShouldBe(fires);
    }

    [Theory]
    [InlineData(3, 15, true)]
    [InlineData(3, 24, true)]
    [InlineData(3, 14 * 24, true)]
    [InlineData(2, 1, false)]
    [InlineData(3, (14 * 24) + 1, false)]
    public void Failed_sign_ins_before_a_success_are_told(int failures, int hours, bool fires)
    {
        var history = TestData.History([.. Enumerable.Range(0, failures).Select(i => TestData.FailedSignIn(Now.AddHours(-hours).AddMinutes(i), $"203.0.{i}.1"))]);

        var success = TestData.SignIn(fires ? Now : Now.AddMinutes(3), TestData.Elsewhere);

        Fires("failed-sign-ins", history, success, fires);
    }

    [Fact]
    public void Failed_sign_ins_say_nothing_of_what_is_no_sign_in() =>
        Fires("failed-sign-ins", TestData.History(TestData.FailedSignIn(Now), TestData.FailedSignIn(Now.AddMinutes(1)), TestData.FailedSignIn(Now.AddMinutes(2))), TestData.Read(Now.AddMinutes(3), Now), fires: false);

    [Theory]
    [InlineData(5, true)]
    [InlineData(8, false)]
    public void A_sign_in_after_a_password_recovery_is_told(int daysLater, bool fires) =>
        Fires("sign-in-after-change", TestData.History(TestData.Call("signin", "PasswordRecoveryCompleted", Now)), TestData.SignIn(Now.AddDays(daysLater)), fires);

    [Fact]
    public void A_recovery_that_failed_changes_nothing() =>
        Fires("sign-in-after-change", TestData.History(TestData.Call("signin", "PasswordRecoveryRequested", Now) with { Failed = true }), TestData.SignIn(Now.AddDays(1)), fires: false);

    [Theory]
    [InlineData("signin", "EmailUpdated")]
    [InlineData("signin", "PasswordUpdated")]
    [InlineData("iam", "EnableMFADevice")]
    public void A_sign_in_after_a_change_of_locks_is_told_unless_good_standing_changed_them_from_there(string source, string name)
    {
        var stray = TestData.History(TestData.Call(source, name, Now));
        var doubtful = TestData.History(TestData.SignIn(Now, mfa: MfaState.NotUsed), TestData.Call(source, name, Now.AddMinutes(1), Now));
        var good = TestData.History(TestData.SignIn(Now), TestData.Call(source, name, Now.AddMinutes(1), Now));

        Fires("sign-in-after-change", doubtful, TestData.SignIn(Now.AddHours(3)), fires: true);
        Fires("sign-in-after-change", good, TestData.SignIn(Now.AddHours(3)), fires: false);
        Fires("sign-in-after-change", good, TestData.SignIn(Now.AddHours(3), TestData.Elsewhere), fires: true);
        Fires("sign-in-after-change", stray, TestData.SignIn(Now.AddHours(3)), fires: true);
        Fires("sign-in-after-change", doubtful, TestData.Read(Now.AddHours(3), Now.AddHours(3)), fires: false);
    }

    [Fact]
    public void What_changes_no_lock_does_not_make_a_later_sign_in_suspect() =>
        Fires("sign-in-after-change", TestData.History(TestData.SignIn(Now, mfa: MfaState.NotUsed), TestData.Change(Now.AddMinutes(1), Now)), TestData.SignIn(Now.AddHours(3)), fires: false);

    [Fact]
    public void A_network_never_seen_is_told_once_a_session()
    {
        var history = TestData.Known();

        Fires("new-network", history, TestData.SignIn(Now, TestData.Elsewhere), fires: true);
        Fires("new-network", history, TestData.SignIn(Now, "192.0.2.200"), fires: false);
        Fires("new-network", history, TestData.FailedSignIn(Now), fires: false);
        Fires("new-network", AccountHistory.Empty, TestData.SignIn(Now, TestData.Elsewhere), fires: false);
        Fires("new-network", history, TestData.SignIn(Now, "2001:db8::1"), fires: false);
        Fires("new-network", history, TestData.SignIn(Now, "cloudformation.amazonaws.com"), fires: false);
        Fires("new-network", history.Add(TestData.SignIn(Now, TestData.Elsewhere), null, DetectionPolicy.None).History, TestData.Read(Now.AddMinutes(1), Now, TestData.Elsewhere), fires: false);
    }

    [Fact]
    public void A_network_that_the_policy_knows_is_not_new()
    {
        var network = System.Net.IPNetwork.Parse("203.0.113.0/24");
        var allowed = new DetectionPolicy { Allow = [new AllowRule { Networks = [network], Reason = new("Office.") }] };
        var planned = new DetectionPolicy { Expectations = [new Expectation { Networks = [network], From = Now, To = Now.AddHours(1), Who = new("Ada"), Ticket = new("1") }] };
        var elsewhere = new DetectionPolicy { Allow = [new AllowRule { Networks = [System.Net.IPNetwork.Parse("198.51.100.0/24")], Reason = new("Office.") }] };

        TestData.After(TestData.Known(), TestData.SignIn(Now, TestData.Elsewhere), allowed).Ids().ShouldNotContain("new-network");
        TestData.After(TestData.Known(), TestData.SignIn(Now, TestData.Elsewhere), planned).Ids().ShouldNotContain("new-network");
        TestData.After(TestData.Known(), TestData.SignIn(Now, TestData.Elsewhere), elsewhere).Ids().ShouldContain("new-network");
        TestData.After(TestData.Known(), TestData.SignIn(Now.AddHours(2), TestData.Elsewhere), planned).Ids().ShouldContain("new-network");
    }

    [Fact]
    public void One_session_in_two_networks_is_told_once()
    {
        var history = TestData.History(TestData.SignIn(Now));
        var moved = history.Add(TestData.Read(Now.AddMinutes(5), Now, TestData.Elsewhere), null, DetectionPolicy.None).History;

        Fires("two-networks", history, TestData.Read(Now.AddMinutes(5), Now, TestData.Elsewhere), fires: true);
        Fires("two-networks", history, TestData.Read(Now.AddMinutes(5), Now, "192.0.2.99"), fires: false);
        Fires("two-networks", history, TestData.Read(Now.AddMinutes(5), Now, "2001:db8::1"), fires: false);
        Fires("two-networks", moved, TestData.Read(Now.AddMinutes(6), Now, TestData.Elsewhere), fires: false);
        Fires("two-networks", history, TestData.SignIn(Now.AddMinutes(5), TestData.Elsewhere), fires: false);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void Two_sessions_in_two_networks_within_an_hour_are_told(int minutes, bool fires) =>
        Fires("impossible-pace", TestData.History(TestData.SignIn(Now)), TestData.SignIn(Now.AddMinutes(minutes), TestData.Elsewhere), fires);

    [Fact]
    public void Pace_is_measured_against_other_sessions_in_other_networks_alone()
    {
        Fires("impossible-pace", TestData.History(TestData.SignIn(Now)), TestData.SignIn(Now.AddMinutes(5)), fires: false);
        Fires("impossible-pace", TestData.History(TestData.SignIn(Now)), TestData.Read(Now.AddMinutes(5), Now, TestData.Elsewhere), fires: false);
        Fires("impossible-pace", TestData.History(TestData.FailedSignIn(Now)), TestData.SignIn(Now.AddMinutes(5)), fires: false);
    }

    [Theory]
    [InlineData(89, false)]
    [InlineData(91, true)]
    public void A_dormant_root_is_told(int daysLater, bool fires)
    {
        var last = TestData.Morning.AddDays(-30).AddMinutes(5);

        Fires("dormant-root", TestData.Known(), TestData.SignIn(last.AddDays(daysLater)), fires);
        Fires("dormant-root", TestData.Known(), TestData.FailedSignIn(last.AddDays(daysLater)), fires: false);
    }

    [Fact]
    public void A_dormant_root_is_told_by_its_first_finding_alone()
    {
        var later = Now.AddDays(100);
        var awake = TestData.Known().Add(TestData.SignIn(later), null, DetectionPolicy.None).History;

        Fires("dormant-root", awake, TestData.Read(later.AddMinutes(1), later), fires: false);
        Fires("dormant-root", AccountHistory.Empty, TestData.SignIn(later), fires: false);
    }

    [Fact]
    public void Another_kind_of_program_is_told_once_a_session()
    {
        var cli = TestData.Read(Now, Now) with { UserAgent = "aws-cli/2.31.0" };

        Fires("new-user-agent", TestData.Known(), cli, fires: true);
        Fires("new-user-agent", TestData.Known(), TestData.Read(Now, Now) with { UserAgent = "Mozilla/5.0 Chrome/150.0" }, fires: false);
        Fires("new-user-agent", TestData.Known(), cli with { UserAgent = null }, fires: false);
        Fires("new-user-agent", AccountHistory.Empty, cli, fires: false);
        Fires("new-user-agent", TestData.Known().Add(cli, null, DetectionPolicy.None).History, cli with { EventId = "2", EventTime = Now.AddMinutes(1) }, fires: false);
    }

    [Fact]
    public void Changes_in_another_region_or_service_are_told_and_reads_are_not()
    {
        var change = TestData.Change(Now, Now) with { Region = "sa-east-1", EventSource = "sns.amazonaws.com", EventName = "CreateTopic" };
        var known = TestData.Known();

        TestData.After(known, change).Ids().ShouldBeSubsetOf(["new-region", "new-service", "created"]);
        TestData.After(known, change).Ids().Count().ShouldBe(3);
        TestData.After(known, change with { EventName = "ListTopics", IsRead = true }).Ids().ShouldBe(["look"]);
        TestData.After(AccountHistory.Empty, change).Ids().ShouldBe(["created"]);
        TestData.After(known, TestData.Change(Now, Now)).Ids().ShouldBe(["user-created"]);
        TestData.After(known.Add(change, null, DetectionPolicy.None).History, change with { EventId = "2", EventTime = Now.AddMinutes(1) }).Ids().ShouldBe(["created", "doubtful-session"]);
    }

    [Fact]
    public void Whoever_asks_for_a_root_session_is_not_compared_with_root()
    {
        var ask = TestData.Call("sts", "AssumeRoot", Now.AddDays(200), ip: TestData.Elsewhere) with { Identity = RootIdentity.AssumeRootCaller, UserAgent = "aws-cli/2", Region = "eu-west-1" };

        TestData.After(TestData.Known(), ask).Ids().ShouldBe(["assume-root"]);
        TestData.Known().Add(ask, arrived: null, DetectionPolicy.None).History.State.Sessions[^1].Sightings.ShouldBeEmpty();
    }

    [Fact]
    public void A_centralized_session_is_held_to_its_task()
    {
        var issued = TestData.History(TestData.Call("sts", "AssumeRoot", Now) with { Identity = RootIdentity.AssumeRootCaller, Request = new(TaskPolicy: "S3UnlockBucketPolicy", IssuedKey: "ASIA1") });
        var call = TestData.Call("s3", "DeleteBucketPolicy", Now.AddMinutes(1), Now) with { Identity = RootIdentity.AssumedRootSession, AccessKeyId = "ASIA1" };
        var other = call with { EventSource = "iam.amazonaws.com", EventName = "DeleteAccessKey" };
        var none = call with { EventSource = "iam.amazonaws.com", EventName = "CreateUser" };

        Fires("outside-task-policy", issued, call, fires: false);
        Fires("outside-task-policy", issued, other, fires: true);
        Fires("outside-task-policy", issued, other with { AccessKeyId = "ASIA2" }, fires: false);
        Fires("outside-task-policy", AccountHistory.Empty, other, fires: false);
        Fires("outside-task-policy", AccountHistory.Empty, none, fires: true);
        Fires("outside-task-policy", AccountHistory.Empty, none with { Identity = RootIdentity.RootUser }, fires: false);
        Fires("outside-task-policy", issued, call with { EventSource = "sts.amazonaws.com", EventName = "GetCallerIdentity" }, fires: false);
    }

    [Fact]
    public void Two_doubts_about_one_session_are_told_once()
    {
        var strange = TestData.SignIn(Now, TestData.Elsewhere, MfaState.NotUsed);
        var after = TestData.Known().Add(strange, null, DetectionPolicy.None).History;

        TestData.After(TestData.Known(), strange).Ids().ShouldBe(["several-doubts", "no-mfa", "mfa-no-longer-used", "new-network", "console-sign-in"], ignoreOrder: true);
        Fires("several-doubts", TestData.Known(), TestData.SignIn(Now, TestData.Elsewhere), fires: false);
        Fires("several-doubts", after, TestData.Read(Now.AddMinutes(1), Now, TestData.Elsewhere) with { Mfa = MfaState.NotUsed }, fires: false);
        Fires("several-doubts", TestData.History(TestData.SignIn(Now, mfa: MfaState.NotUsed)), TestData.Read(Now.AddMinutes(1), Now, TestData.Elsewhere), fires: true);
    }

    [Fact]
    public void A_move_that_explains_several_doubts_counts_once_until_something_is_changed()
    {
        var moved = TestData.Known().Add(TestData.SignIn(Now), arrived: null, DetectionPolicy.None).History;
        var looksAround = TestData.Read(Now.AddMinutes(30), Now, TestData.Elsewhere);

        TestData.After(moved, looksAround).Ids().ShouldBe(["new-network", "two-networks", "look"], ignoreOrder: true);
        Fires("several-doubts", moved, TestData.Change(Now.AddMinutes(30), Now, TestData.Elsewhere), fires: true);
        Fires("several-doubts", moved.Add(looksAround, arrived: null, DetectionPolicy.None).History, TestData.Change(Now.AddMinutes(31), Now, TestData.Elsewhere), fires: true);
        Fires("several-doubts", moved, looksAround with { Mfa = MfaState.NotUsed }, fires: true);
    }

    [Fact]
    public void What_follows_in_a_tainted_session_is_tainted()
    {
        var tainted = TestData.History(TestData.SignIn(Now), TestData.NeverNormal(Now.AddMinutes(1), Now));

        Fires("tainted-session", tainted, TestData.Change(Now.AddMinutes(2), Now), fires: true);
        Fires("tainted-session", tainted, TestData.Read(Now.AddMinutes(2), Now), fires: true);
        Fires("tainted-session", tainted, TestData.Read(Now.AddSeconds(30), Now), fires: false);
        Fires("tainted-session", tainted, TestData.SignIn(Now.AddHours(2)), fires: false);
        TestData.After(tainted, TestData.Change(Now.AddMinutes(2), Now)).Assessment.ShouldBe(Assessment.Anomalous);
    }

    [Fact]
    public void What_is_changed_in_a_doubtful_session_is_unusual()
    {
        var doubtful = TestData.History(TestData.SignIn(Now), TestData.Call("iam", "CreateRole", Now.AddMinutes(1), Now));

        Fires("doubtful-session", doubtful, TestData.Change(Now.AddMinutes(2), Now), fires: true);
        Fires("doubtful-session", doubtful, TestData.Read(Now.AddMinutes(2), Now), fires: false);
        Fires("doubtful-session", TestData.History(TestData.SignIn(Now, mfa: MfaState.NotUsed)), TestData.Change(Now.AddMinutes(2), Now), fires: false);
        Fires("doubtful-session", TestData.History(TestData.SignIn(Now)), TestData.Change(Now.AddMinutes(2), Now), fires: false);
        TestData.After(doubtful, TestData.Change(Now.AddMinutes(2), Now)).Assessment.ShouldBe(Assessment.Unusual);
        TestData.After(TestData.History(TestData.SignIn(Now)), TestData.Change(Now.AddMinutes(2), Now)).Assessment.ShouldBe(Assessment.Expected);
    }

    [Fact]
    public void Standing_signals_say_so() =>
        ContextSignals.Everything.Where(signal => signal.ToSignal().IsStanding).Select(signal => signal.Id).ShouldBe(["tainted-session", "doubtful-session"]);

    private static void Fires(string id, AccountHistory history, RootRecord record, bool fires) =>
        TestData.After(history, record).Ids().Contains(id, StringComparer.Ordinal).ShouldBe(fires);
}
