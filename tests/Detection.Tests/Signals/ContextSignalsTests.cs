using RootWatch.Detection.Activities;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;
using RootWatch.Detection.Signals;

namespace RootWatch.Detection.Tests.Signals;

/// <summary>For each signal of the circumstances: when it fires, and when it stays silent.</summary>
public sealed class ContextSignalsTests
{
    private static readonly DateTimeOffset Now = A.Morning;

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
    public void No_MFA_is_told(MfaState mfa, bool fires) => Fires("no-mfa", AccountHistory.Empty, A.SignIn(Now, mfa: mfa), fires);

    [Fact]
    public void No_MFA_stays_silent_for_what_failed_and_for_others_than_root_itself()
    {
        Fires("no-mfa", AccountHistory.Empty, A.FailedSignIn(Now), fires: false);
        Fires("no-mfa", AccountHistory.Empty, A.Read(Now, Now) with { Mfa = MfaState.NotUsed, Identity = RootIdentity.FederatedByRoot }, fires: false);
    }

    [Fact]
    public void Unknown_MFA_is_told_of_sign_ins_alone()
    {
        Fires("mfa-unknown", AccountHistory.Empty, A.SignIn(Now, mfa: MfaState.Unknown), fires: true);
        Fires("mfa-unknown", AccountHistory.Empty, A.SignIn(Now), fires: false);
        Fires("mfa-unknown", AccountHistory.Empty, A.Read(Now, Now) with { Mfa = MfaState.Unknown }, fires: false);
    }

    [Theory]
    [InlineData("AKIAIOSFODNN7EXAMPLE", true)]
    [InlineData("ASIAIOSFODNN7EXAMPLE", false)]
    [InlineData(null, false)]
    public void A_long_term_key_is_told(string? key, bool fires) => Fires("long-term-key", AccountHistory.Empty, A.Read(Now, Now) with { AccessKeyId = key }, fires);

    [Fact]
    public void A_long_term_key_of_somebody_who_asks_for_a_root_session_is_their_own() =>
        Fires("long-term-key", AccountHistory.Empty, A.Call("sts", "AssumeRoot", Now) with { AccessKeyId = "AKIA", Identity = RootIdentity.AssumeRootCaller }, fires: false);

    [Theory]
    [InlineData("cloudtrail", "StopLogging", "AccessDenied", true)]
    [InlineData("cloudtrail", "StopLogging", "AccessDeniedException", true)]
    [InlineData("cloudtrail", "StopLogging", "Client.UnauthorizedOperation", true)]
    [InlineData("cloudtrail", "StopLogging", "UserNotAuthorized", true)]
    [InlineData("cloudtrail", "StopLogging", "ThrottlingException", false)]
    [InlineData("cloudtrail", "StopLogging", null, false)]
    [InlineData("iam", "CreateUser", "AccessDenied", false)]
    public void A_denied_change_to_a_security_control_is_told(string source, string name, string? error, bool fires) =>
        Fires("denied-security-control", AccountHistory.Empty, A.Call(source, name, Now, Now) with { ErrorCode = error, Failed = error is not null }, fires);

    [Fact]
    public void A_federated_session_of_roots_is_told()
    {
        Fires("federated-by-root", AccountHistory.Empty, A.Read(Now, Now) with { Identity = RootIdentity.FederatedByRoot }, fires: true);
        Fires("federated-by-root", AccountHistory.Empty, A.Read(Now, Now), fires: false);
    }

    [Theory]
    [InlineData("management", "ConsoleLogin", true)]
    [InlineData("Management", "CreateUser", true)]
    [InlineData("management", "ListUsers", false)]
    [InlineData("production", "CreateUser", false)]
    public void The_management_account_is_told(string tag, string name, bool fires)
    {
        var policy = new DetectionPolicy { Accounts = new Dictionary<string, AccountSettings>(StringComparer.Ordinal) { [A.Account] = new() { Tags = [tag] } } };
        var record = name is "ConsoleLogin" ? A.SignIn(Now) : A.Call("iam", name, Now, Now, isRead: name is "ListUsers");

        A.After(AccountHistory.Empty, record, policy).Ids().Contains("management-account", StringComparer.Ordinal).ShouldBe(fires);
    }

    [Theory]
    [InlineData(3, 15, true)]
    [InlineData(3, 24, true)]
    [InlineData(3, 14 * 24, true)]
    [InlineData(2, 1, false)]
    [InlineData(3, (14 * 24) + 1, false)]
    public void Failed_sign_ins_before_a_success_are_told(int failures, int hours, bool fires)
    {
        var history = A.History([.. Enumerable.Range(0, failures).Select(i => A.FailedSignIn(Now.AddHours(-hours).AddMinutes(i), $"203.0.{i}.1"))]);

        var success = A.SignIn(fires ? Now : Now.AddMinutes(3), A.Elsewhere);

        Fires("failed-sign-ins", history, success, fires);
    }

    [Fact]
    public void Failed_sign_ins_say_nothing_of_what_is_no_sign_in() =>
        Fires("failed-sign-ins", A.History(A.FailedSignIn(Now), A.FailedSignIn(Now.AddMinutes(1)), A.FailedSignIn(Now.AddMinutes(2))), A.Read(Now.AddMinutes(3), Now), fires: false);

    [Theory]
    [InlineData(5, true)]
    [InlineData(8, false)]
    public void A_sign_in_after_a_password_recovery_is_told(int daysLater, bool fires) =>
        Fires("sign-in-after-change", A.History(A.Call("signin", "PasswordRecoveryCompleted", Now)), A.SignIn(Now.AddDays(daysLater)), fires);

    [Fact]
    public void A_recovery_that_failed_changes_nothing() =>
        Fires("sign-in-after-change", A.History(A.Call("signin", "PasswordRecoveryRequested", Now) with { Failed = true }), A.SignIn(Now.AddDays(1)), fires: false);

    [Theory]
    [InlineData("signin", "EmailUpdated")]
    [InlineData("signin", "PasswordUpdated")]
    [InlineData("iam", "EnableMFADevice")]
    public void A_sign_in_after_a_change_of_locks_is_told_unless_good_standing_changed_them_from_there(string source, string name)
    {
        var stray = A.History(A.Call(source, name, Now));
        var doubtful = A.History(A.SignIn(Now, mfa: MfaState.NotUsed), A.Call(source, name, Now.AddMinutes(1), Now));
        var good = A.History(A.SignIn(Now), A.Call(source, name, Now.AddMinutes(1), Now));

        Fires("sign-in-after-change", doubtful, A.SignIn(Now.AddHours(3)), fires: true);
        Fires("sign-in-after-change", good, A.SignIn(Now.AddHours(3)), fires: false);
        Fires("sign-in-after-change", good, A.SignIn(Now.AddHours(3), A.Elsewhere), fires: true);
        Fires("sign-in-after-change", stray, A.SignIn(Now.AddHours(3)), fires: true);
        Fires("sign-in-after-change", doubtful, A.Read(Now.AddHours(3), Now.AddHours(3)), fires: false);
    }

    [Fact]
    public void What_changes_no_lock_does_not_make_a_later_sign_in_suspect() =>
        Fires("sign-in-after-change", A.History(A.SignIn(Now, mfa: MfaState.NotUsed), A.Change(Now.AddMinutes(1), Now)), A.SignIn(Now.AddHours(3)), fires: false);

    [Fact]
    public void A_network_never_seen_is_told_once_a_session()
    {
        var history = A.Known();

        Fires("new-network", history, A.SignIn(Now, A.Elsewhere), fires: true);
        Fires("new-network", history, A.SignIn(Now, "192.0.2.200"), fires: false);
        Fires("new-network", history, A.FailedSignIn(Now), fires: false);
        Fires("new-network", AccountHistory.Empty, A.SignIn(Now, A.Elsewhere), fires: false);
        Fires("new-network", history, A.SignIn(Now, "2001:db8::1"), fires: false);
        Fires("new-network", history, A.SignIn(Now, "cloudformation.amazonaws.com"), fires: false);
        Fires("new-network", history.Add(A.SignIn(Now, A.Elsewhere), null, DetectionPolicy.None).History, A.Read(Now.AddMinutes(1), Now, A.Elsewhere), fires: false);
    }

    [Fact]
    public void A_network_that_the_policy_knows_is_not_new()
    {
        var network = System.Net.IPNetwork.Parse("203.0.113.0/24");
        var allowed = new DetectionPolicy { Allow = [new AllowRule { Networks = [network], Reason = new("Office.") }] };
        var planned = new DetectionPolicy { Expectations = [new Expectation { Networks = [network], From = Now, To = Now.AddHours(1), Who = new("Ada"), Ticket = new("1") }] };
        var elsewhere = new DetectionPolicy { Allow = [new AllowRule { Networks = [System.Net.IPNetwork.Parse("198.51.100.0/24")], Reason = new("Office.") }] };

        A.After(A.Known(), A.SignIn(Now, A.Elsewhere), allowed).Ids().ShouldNotContain("new-network");
        A.After(A.Known(), A.SignIn(Now, A.Elsewhere), planned).Ids().ShouldNotContain("new-network");
        A.After(A.Known(), A.SignIn(Now, A.Elsewhere), elsewhere).Ids().ShouldContain("new-network");
        A.After(A.Known(), A.SignIn(Now.AddHours(2), A.Elsewhere), planned).Ids().ShouldContain("new-network");
    }

    [Fact]
    public void One_session_in_two_networks_is_told_once()
    {
        var history = A.History(A.SignIn(Now));
        var moved = history.Add(A.Read(Now.AddMinutes(5), Now, A.Elsewhere), null, DetectionPolicy.None).History;

        Fires("two-networks", history, A.Read(Now.AddMinutes(5), Now, A.Elsewhere), fires: true);
        Fires("two-networks", history, A.Read(Now.AddMinutes(5), Now, "192.0.2.99"), fires: false);
        Fires("two-networks", history, A.Read(Now.AddMinutes(5), Now, "2001:db8::1"), fires: false);
        Fires("two-networks", moved, A.Read(Now.AddMinutes(6), Now, A.Elsewhere), fires: false);
        Fires("two-networks", history, A.SignIn(Now.AddMinutes(5), A.Elsewhere), fires: false);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void Two_sessions_in_two_networks_within_an_hour_are_told(int minutes, bool fires) =>
        Fires("impossible-pace", A.History(A.SignIn(Now)), A.SignIn(Now.AddMinutes(minutes), A.Elsewhere), fires);

    [Fact]
    public void Pace_is_measured_against_other_sessions_in_other_networks_alone()
    {
        Fires("impossible-pace", A.History(A.SignIn(Now)), A.SignIn(Now.AddMinutes(5)), fires: false);
        Fires("impossible-pace", A.History(A.SignIn(Now)), A.Read(Now.AddMinutes(5), Now, A.Elsewhere), fires: false);
        Fires("impossible-pace", A.History(A.FailedSignIn(Now)), A.SignIn(Now.AddMinutes(5)), fires: false);
    }

    [Theory]
    [InlineData(89, false)]
    [InlineData(91, true)]
    public void A_dormant_root_is_told(int daysLater, bool fires)
    {
        var last = A.Morning.AddDays(-30).AddMinutes(5);

        Fires("dormant-root", A.Known(), A.SignIn(last.AddDays(daysLater)), fires);
        Fires("dormant-root", A.Known(), A.FailedSignIn(last.AddDays(daysLater)), fires: false);
    }

    [Fact]
    public void A_dormant_root_is_told_by_its_first_finding_alone()
    {
        var later = Now.AddDays(100);
        var awake = A.Known().Add(A.SignIn(later), null, DetectionPolicy.None).History;

        Fires("dormant-root", awake, A.Read(later.AddMinutes(1), later), fires: false);
        Fires("dormant-root", AccountHistory.Empty, A.SignIn(later), fires: false);
    }

    [Fact]
    public void Another_kind_of_program_is_told_once_a_session()
    {
        var cli = A.Read(Now, Now) with { UserAgent = "aws-cli/2.31.0" };

        Fires("new-user-agent", A.Known(), cli, fires: true);
        Fires("new-user-agent", A.Known(), A.Read(Now, Now) with { UserAgent = "Mozilla/5.0 Chrome/150.0" }, fires: false);
        Fires("new-user-agent", A.Known(), cli with { UserAgent = null }, fires: false);
        Fires("new-user-agent", AccountHistory.Empty, cli, fires: false);
        Fires("new-user-agent", A.Known().Add(cli, null, DetectionPolicy.None).History, cli with { EventId = "2", EventTime = Now.AddMinutes(1) }, fires: false);
    }

    [Fact]
    public void Changes_in_another_region_or_service_are_told_and_reads_are_not()
    {
        var change = A.Change(Now, Now) with { Region = "sa-east-1", EventSource = "sns.amazonaws.com", EventName = "CreateTopic" };
        var known = A.Known();

        A.After(known, change).Ids().ShouldBeSubsetOf(["new-region", "new-service", "created"]);
        A.After(known, change).Ids().Count().ShouldBe(3);
        A.After(known, change with { EventName = "ListTopics", IsRead = true }).Ids().ShouldBe(["look"]);
        A.After(AccountHistory.Empty, change).Ids().ShouldBe(["created"]);
        A.After(known, A.Change(Now, Now)).Ids().ShouldBe(["user-created"]);
        A.After(known.Add(change, null, DetectionPolicy.None).History, change with { EventId = "2", EventTime = Now.AddMinutes(1) }).Ids().ShouldBe(["created", "doubtful-session"]);
    }

    [Fact]
    public void Whoever_asks_for_a_root_session_is_not_compared_with_root()
    {
        var ask = A.Call("sts", "AssumeRoot", Now.AddDays(200), ip: A.Elsewhere) with { Identity = RootIdentity.AssumeRootCaller, UserAgent = "aws-cli/2", Region = "eu-west-1" };

        A.After(A.Known(), ask).Ids().ShouldBe(["assume-root"]);
        A.Known().Add(ask, arrived: null, DetectionPolicy.None).History.State.Sessions[^1].Sightings.ShouldBeEmpty();
    }

    [Fact]
    public void A_centralised_session_is_held_to_its_task()
    {
        var issued = A.History(A.Call("sts", "AssumeRoot", Now) with { Identity = RootIdentity.AssumeRootCaller, Request = new(TaskPolicy: "S3UnlockBucketPolicy", IssuedKey: "ASIA1") });
        var call = A.Call("s3", "DeleteBucketPolicy", Now.AddMinutes(1), Now) with { Identity = RootIdentity.AssumedRootSession, AccessKeyId = "ASIA1" };
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
        var strange = A.SignIn(Now, A.Elsewhere, MfaState.NotUsed);
        var after = A.Known().Add(strange, null, DetectionPolicy.None).History;

        A.After(A.Known(), strange).Ids().ShouldBe(["several-doubts", "no-mfa", "mfa-no-longer-used", "new-network", "console-sign-in"], ignoreOrder: true);
        Fires("several-doubts", A.Known(), A.SignIn(Now, A.Elsewhere), fires: false);
        Fires("several-doubts", after, A.Read(Now.AddMinutes(1), Now, A.Elsewhere) with { Mfa = MfaState.NotUsed }, fires: false);
        Fires("several-doubts", A.History(A.SignIn(Now, mfa: MfaState.NotUsed)), A.Read(Now.AddMinutes(1), Now, A.Elsewhere), fires: true);
    }

    [Fact]
    public void A_move_that_explains_several_doubts_counts_once_until_something_is_changed()
    {
        var moved = A.Known().Add(A.SignIn(Now), arrived: null, DetectionPolicy.None).History;
        var looksAround = A.Read(Now.AddMinutes(30), Now, A.Elsewhere);

        A.After(moved, looksAround).Ids().ShouldBe(["new-network", "two-networks", "look"], ignoreOrder: true);
        Fires("several-doubts", moved, A.Change(Now.AddMinutes(30), Now, A.Elsewhere), fires: true);
        Fires("several-doubts", moved.Add(looksAround, arrived: null, DetectionPolicy.None).History, A.Change(Now.AddMinutes(31), Now, A.Elsewhere), fires: true);
        Fires("several-doubts", moved, looksAround with { Mfa = MfaState.NotUsed }, fires: true);
    }

    [Fact]
    public void What_follows_in_a_tainted_session_is_tainted()
    {
        var tainted = A.History(A.SignIn(Now), A.NeverNormal(Now.AddMinutes(1), Now));

        Fires("tainted-session", tainted, A.Change(Now.AddMinutes(2), Now), fires: true);
        Fires("tainted-session", tainted, A.Read(Now.AddMinutes(2), Now), fires: true);
        Fires("tainted-session", tainted, A.Read(Now.AddSeconds(30), Now), fires: false);
        Fires("tainted-session", tainted, A.SignIn(Now.AddHours(2)), fires: false);
        A.After(tainted, A.Change(Now.AddMinutes(2), Now)).Assessment.ShouldBe(Assessment.Anomalous);
    }

    [Fact]
    public void What_is_changed_in_a_doubtful_session_is_unusual()
    {
        var doubtful = A.History(A.SignIn(Now), A.Call("iam", "CreateRole", Now.AddMinutes(1), Now));

        Fires("doubtful-session", doubtful, A.Change(Now.AddMinutes(2), Now), fires: true);
        Fires("doubtful-session", doubtful, A.Read(Now.AddMinutes(2), Now), fires: false);
        Fires("doubtful-session", A.History(A.SignIn(Now, mfa: MfaState.NotUsed)), A.Change(Now.AddMinutes(2), Now), fires: false);
        Fires("doubtful-session", A.History(A.SignIn(Now)), A.Change(Now.AddMinutes(2), Now), fires: false);
        A.After(doubtful, A.Change(Now.AddMinutes(2), Now)).Assessment.ShouldBe(Assessment.Unusual);
        A.After(A.History(A.SignIn(Now)), A.Change(Now.AddMinutes(2), Now)).Assessment.ShouldBe(Assessment.Expected);
    }

    [Fact]
    public void Standing_signals_say_so() =>
        ContextSignals.Everything.Where(signal => signal.ToSignal().IsStanding).Select(signal => signal.Id).ShouldBe(["tainted-session", "doubtful-session"]);

    private static void Fires(string id, AccountHistory history, RootRecord record, bool fires) =>
        A.After(history, record).Ids().Contains(id, StringComparer.Ordinal).ShouldBe(fires);
}
