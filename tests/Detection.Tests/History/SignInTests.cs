using System.Text;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;

namespace RootWatch.Detection.Tests.History;

/// <summary>What failures say of the sign-in after them, what a session without MFA says, and which records are one session.</summary>
public sealed class SignInTests
{
    private static readonly DateTimeOffset Now = TestData.Morning;

    [Theory]
    [InlineData(MfaState.Used)]
    [InlineData(MfaState.NotUsed)]
    public void Whoever_guesses_slowly_and_then_signs_in_from_there_is_anomalous(MfaState owner)
    {
        var history = After(Owner(owner), Failures(TestData.Elsewhere, -33, -26, -18));

        var finding = TestData.After(history, TestData.SignIn(Now, TestData.Elsewhere, MfaState.NotUsed));

        finding.Assessment.ShouldBe(Assessment.Anomalous);
        finding.Ids().ShouldContain("failures-from-here");
    }

    [Fact]
    public void Three_guesses_over_two_days_count_where_nothing_is_known_of_the_account() =>
        TestData.After(After(AccountHistory.Empty, Failures(TestData.Elsewhere, -48, -30, -3)), TestData.SignIn(Now, TestData.Elsewhere, MfaState.NotUsed)).Assessment.ShouldBe(Assessment.Anomalous);

    [Fact]
    public void Guesses_from_many_networks_count_for_a_success_from_yet_another()
    {
        var history = After(Owner(MfaState.NotUsed), [TestData.FailedSignIn(Now.AddDays(-6), "198.51.100.1"), TestData.FailedSignIn(Now.AddDays(-4), "198.18.0.1"), TestData.FailedSignIn(Now.AddDays(-2), "203.0.113.1")]);

        TestData.After(history, TestData.SignIn(Now, "198.19.0.1", MfaState.NotUsed)).Assessment.ShouldBe(Assessment.Anomalous);
    }

    [Theory]
    [InlineData(MfaState.Used)]
    [InlineData(MfaState.NotUsed)]
    public void An_owner_who_mistypes_three_times_where_root_is_known_is_unusual_at_most(MfaState mfa)
    {
        var history = After(Owner(mfa), Failures(TestData.Home, -0.3, -0.2, -0.1));

        var finding = TestData.After(history, TestData.SignIn(Now, mfa: mfa));

        finding.Ids().ShouldContain("failed-sign-ins");
        finding.Assessment.ShouldBe(Assessment.Unusual);
    }

    [Fact]
    public void An_owner_who_mistypes_three_times_and_then_uses_MFA_is_unusual_at_most_where_nothing_is_known() =>
        TestData.After(After(AccountHistory.Empty, Failures(TestData.Home, -0.3, -0.2, -0.1)), TestData.SignIn(Now)).Assessment.ShouldBe(Assessment.Unusual);

    [Fact]
    public void An_owner_who_forgot_the_password_fails_and_recovers_it_and_that_is_one_doubt()
    {
        var history = After(Owner(MfaState.Used), [.. Failures(TestData.Home, -0.5, -0.4, -0.3), TestData.Call("signin", "PasswordRecoveryRequested", Now.AddMinutes(-9)), TestData.Call("signin", "PasswordRecoveryCompleted", Now.AddMinutes(-5))]);

        TestData.After(history, TestData.SignIn(Now)).Assessment.ShouldBe(Assessment.Unusual);
        TestData.After(history, TestData.SignIn(Now, mfa: MfaState.NotUsed)).Assessment.ShouldBe(Assessment.Anomalous);
        TestData.After(history, TestData.SignIn(Now, TestData.Elsewhere)).Assessment.ShouldBe(Assessment.Anomalous);
    }

    [Fact]
    public void The_third_failure_where_root_was_never_seen_is_guessing()
    {
        RootRecord[] guesses = [TestData.FailedSignIn(Now.AddDays(-6), "198.51.100.1"), TestData.FailedSignIn(Now.AddDays(-3), "198.18.0.1"), TestData.FailedSignIn(Now, "203.0.113.1")];

        TestData.After(After(Owner(MfaState.Used), guesses[..2]), guesses[2]).Ids().ShouldContain("guessing");
        TestData.After(After(Owner(MfaState.Used), guesses[..1]), guesses[2]).Ids().ShouldNotContain("guessing");
        TestData.After(After(AccountHistory.Empty, guesses[..2]), guesses[2]).Ids().ShouldNotContain("guessing");
        TestData.After(After(Owner(MfaState.Used), Failures(TestData.Home, -2, -1)), TestData.FailedSignIn(Now, TestData.Home)).Ids().ShouldNotContain("guessing");
    }

    [Fact]
    public void An_owner_who_signs_in_while_somebody_guesses_is_told_of_it_and_no_part_of_it()
    {
        var history = After(Owner(MfaState.Used), Failures(TestData.Elsewhere, -3, -2, -1));

        var after = After(history, [TestData.SignIn(Now)]);

        after.State.Sessions.Select(session => session.Assessment).ShouldBe([Assessment.Anomalous, Assessment.Unusual]);
        after.Observations[^1].Finding.Ids().ShouldContain("failed-sign-ins");
    }

    [Fact]
    public void Failures_are_over_once_their_network_signed_in_with_nothing_else_to_doubt()
    {
        var history = After(Owner(MfaState.Used), [.. Failures(TestData.Home, -0.3, -0.2, -0.1), TestData.SignIn(Now)]);

        TestData.After(history, TestData.SignIn(Now.AddDays(1))).Ids().ShouldBe(["console-sign-in"]);
    }

    [Fact]
    public void Failures_are_not_over_because_the_owner_signed_in_elsewhere()
    {
        var history = After(Owner(MfaState.NotUsed), [.. Failures(TestData.Elsewhere, -50, -40), TestData.SignIn(Now.AddHours(-30), mfa: MfaState.NotUsed), .. Failures(TestData.Elsewhere, -26)]);

        TestData.After(history, TestData.SignIn(Now.AddHours(1), TestData.Elsewhere, MfaState.NotUsed)).Assessment.ShouldBe(Assessment.Anomalous);
    }

    [Fact]
    public void Failures_elsewhere_say_nothing_of_the_owner_after_a_day()
    {
        var history = After(Owner(MfaState.Used), Failures(TestData.Elsewhere, -50, -40, -30));

        TestData.After(history, TestData.SignIn(Now)).Ids().ShouldBe(["console-sign-in"]);
    }

    [Fact]
    public void A_success_after_guesses_is_the_end_of_their_story()
    {
        var history = After(Owner(MfaState.NotUsed), [.. Failures(TestData.Elsewhere, -48, -24, -1), TestData.SignIn(Now, TestData.Elsewhere, MfaState.NotUsed), TestData.Read(Now.AddMinutes(5), Now, TestData.Elsewhere)]);

        var session = history.State.Sessions.Single(session => session.End >= Now);
        session.Findings.ShouldBe(5);
        session.SessionKey.ShouldBe("111122223333/2026-11-20T08:00:00Z");
    }

    [Fact]
    public void The_steps_of_a_sign_in_are_one_story_with_it()
    {
        RootRecord[] records = [TestData.Call("signin", "CheckMfa", Now.AddSeconds(-6)), TestData.SignIn(Now), TestData.Read(Now.AddMinutes(1), Now)];

        TestData.History(records).State.Sessions.ShouldHaveSingleItem().Findings.ShouldBe(3);
        TestData.History([.. records.Reverse()]).State.Sessions.ShouldHaveSingleItem().Id.ShouldBe(TestData.History(records).State.Sessions[0].Id);
        TestData.History([records[0], records[1] with { SourceIp = TestData.Elsewhere }]).State.Sessions.Count.ShouldBe(2);
        TestData.History([records[0] with { EventTime = Now.AddHours(-2) }, records[1]]).State.Sessions.Count.ShouldBe(2);
        TestData.History([TestData.FailedSignIn(Now.AddMinutes(-1), TestData.Home), records[0], records[1]]).State.Sessions.Select(session => session.Findings).ShouldBe([2, 1]);
    }

    [Fact]
    public void Steps_between_the_failures_and_the_success_are_part_of_their_story()
    {
        var history = After(Owner(MfaState.NotUsed), [.. Failures(TestData.Elsewhere, -3, -2, -1), TestData.Call("signin", "CredentialVerification", Now.AddSeconds(-3), ip: TestData.Elsewhere), TestData.SignIn(Now, TestData.Elsewhere, MfaState.NotUsed)]);

        history.State.Sessions[^1].Findings.ShouldBe(5);
    }

    [Fact]
    public void An_owners_success_after_somebody_elses_guesses_is_another_story()
    {
        var history = After(Owner(MfaState.Used), [.. Failures(TestData.Elsewhere, -50, -40, -30), TestData.SignIn(Now)]);

        history.State.Sessions.Select(session => session.Findings).ShouldBe([3, 1]);
    }

    [Fact]
    public void Failures_that_somebody_called_legitimate_vouch_for_no_success()
    {
        var history = After(Owner(MfaState.NotUsed), Failures(TestData.Elsewhere, -48, -24, -1));
        var acknowledged = history.Acknowledge(history.State.Sessions[^1].Id, DetectionPolicy.None);

        var after = After(acknowledged, [TestData.SignIn(Now, TestData.Elsewhere, MfaState.NotUsed)]);

        after.State.Sessions.Select(session => session.Findings).ShouldBe([3, 1]);
        after.State.ProfileAt(Now.AddDays(2)).Networks.ShouldBe(["192.0.2.0/24"]);
    }

    [Fact]
    public void Guesses_that_arrive_late_join_the_success_after_them()
    {
        RootRecord[] records = [TestData.SignIn(Now, TestData.Elsewhere, MfaState.NotUsed), .. Failures(TestData.Elsewhere, -3, -2, -1)];

        TestData.History(records).State.Sessions.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            session => session.Findings.ShouldBe(4),
            session => session.Id.ShouldBe(TestData.History([.. records.Reverse()]).State.Sessions[0].Id),
            session => session.Assessment.ShouldBe(Assessment.Anomalous));
    }

    [Fact]
    public void Sessions_without_MFA_teach_where_it_was_never_used()
    {
        var profile = Owner(MfaState.NotUsed).State.ProfileAt(Now);

        profile.Networks.ShouldBe(["192.0.2.0/24"]);
        profile.Agents.ShouldBe(["chrome"]);
        profile.UsesMfa.ShouldBeFalse();
    }

    [Fact]
    public void No_MFA_is_no_doubt_where_it_was_never_used()
    {
        var finding = TestData.After(Owner(MfaState.NotUsed), TestData.SignIn(Now, TestData.Elsewhere, MfaState.NotUsed));

        finding.Ids().ShouldBe(["no-mfa", "new-network", "console-sign-in"], ignoreOrder: true);
        finding.Assessment.ShouldBe(Assessment.Unusual);
    }

    [Fact]
    public void The_first_session_without_MFA_after_it_was_usual_is_a_doubt_and_teaches_nothing()
    {
        var first = TestData.SignIn(Now, mfa: MfaState.NotUsed);
        var history = After(Owner(MfaState.Used), [first]);

        TestData.After(Owner(MfaState.Used), first).Ids().ShouldBe(["no-mfa", "mfa-no-longer-used", "console-sign-in"], ignoreOrder: true);
        TestData.After(Owner(MfaState.Used), first).Assessment.ShouldBe(Assessment.Unusual);
        TestData.After(Owner(MfaState.Used), TestData.SignIn(Now, TestData.Elsewhere, MfaState.NotUsed)).Assessment.ShouldBe(Assessment.Anomalous);
        history.State.ProfileAt(Now.AddDays(1)).UsesMfa.ShouldBeTrue();
    }

    [Fact]
    public void Somebody_who_may_say_so_can_make_sessions_without_MFA_usual()
    {
        var history = After(Owner(MfaState.Used), [TestData.SignIn(Now, mfa: MfaState.NotUsed)]);

        history.Acknowledge(history.State.Sessions[^1].Id, DetectionPolicy.None).State.ProfileAt(Now.AddDays(1)).UsesMfa.ShouldBeFalse();
    }

    [Theory]
    [InlineData("signin", "EmailUpdated")]
    [InlineData("signin", "PasswordUpdated")]
    [InlineData("iam", "EnableMFADevice")]
    public void Whoever_changes_the_locks_where_root_was_never_seen_takes_root_over(string source, string name)
    {
        var elsewhere = After(Owner(MfaState.Used), [TestData.SignIn(Now, TestData.Elsewhere)]);

        TestData.After(elsewhere, TestData.Call(source, name, Now.AddMinutes(1), Now, TestData.Elsewhere)).Assessment.ShouldBe(Assessment.Anomalous);
        TestData.After(elsewhere, TestData.Call("account", "PutContactInformation", Now.AddMinutes(1), Now, TestData.Elsewhere)).Assessment.ShouldBe(Assessment.Unusual);
        TestData.After(After(Owner(MfaState.Used), [TestData.SignIn(Now)]), TestData.Call(source, name, Now.AddMinutes(1), Now)).Ids().ShouldNotContain("locks-changed-elsewhere");
        TestData.After(After(AccountHistory.Empty, [TestData.SignIn(Now)]), TestData.Call(source, name, Now.AddMinutes(1), Now)).Assessment.ShouldBe(Assessment.Expected);
        TestData.After(elsewhere, TestData.Call(source, name, Now.AddMinutes(1), Now, TestData.Elsewhere) with { Failed = true }).Ids().ShouldNotContain("locks-changed-elsewhere");
    }

    [Fact]
    public void Credentials_that_are_renewed_stay_one_session()
    {
        const string name = "arn:aws:signin:us-east-1:111122223333:session/1";
        var history = TestData.History(
            TestData.SignIn(Now),
            TestData.Read(Now.AddMinutes(5), Now) with { SignInSession = name },
            TestData.Read(Now.AddMinutes(20), Now.AddMinutes(15)) with { SignInSession = name },
            TestData.Read(Now.AddMinutes(35), Now.AddMinutes(30), TestData.Elsewhere) with { SignInSession = name });

        history.State.Sessions.ShouldHaveSingleItem().Findings.ShouldBe(4);
        history.Observations[^1].Finding.Ids().ShouldContain("two-networks");
    }

    [Fact]
    public void Another_sign_in_is_another_session() =>
        TestData.History(TestData.Read(Now, Now) with { SignInSession = "1" }, TestData.Read(Now.AddMinutes(1), Now.AddMinutes(1)) with { SignInSession = "2" }, TestData.Read(Now.AddMinutes(2), Now.AddMinutes(2))).State.Sessions.Count.ShouldBe(3);

    [Theory]
    [InlineData("""{"MFAIdentifier":"arn:aws:iam::111122223333:u2f/root/key"}""", MfaState.Used)]
    [InlineData("""{"CredentialType":"PASSKEY"}""", MfaState.Used)]
    [InlineData("""{"CredentialType":"PASSWORD"}""", MfaState.Unknown)]
    [InlineData("""{"MFAUsed":"No","MFAIdentifier":"x"}""", MfaState.NotUsed)]
    public void A_passkey_is_MFA(string additional, MfaState mfa) =>
        Read("ConsoleLogin", additional).Mfa.ShouldBe(mfa);

    [Theory]
    [InlineData("CreateOAuth2Token", """{"success":"false"}""", true)]
    [InlineData("AuthorizeOAuth2Access", """{"success":false}""", true)]
    [InlineData("CreateOAuth2Token", """{"success":"true"}""", false)]
    [InlineData("CreateOAuth2Token", "null", false)]
    public void AWS_sign_in_may_say_that_it_was_no_success(string name, string additional, bool failed) =>
        Read(name, additional).Failed.ShouldBe(failed);

    private static RootRecord Read(string name, string additional) =>
        Detector.Read(Encoding.UTF8.GetBytes(
            $$"""{"eventSource":"signin.amazonaws.com","eventName":"{{name}}","userIdentity":{"type":"Root","arn":"arn:aws:iam::111122223333:root"},"additionalEventData":{{additional}}}""")).ShouldNotBeNull();

    // Three earlier uses, from home.
    private static AccountHistory Owner(MfaState mfa) =>
        TestData.History(TestData.SignIn(Now.AddDays(-60), mfa: mfa), TestData.SignIn(Now.AddDays(-45), mfa: mfa), TestData.SignIn(Now.AddDays(-30), mfa: mfa));

    private static RootRecord[] Failures(string ip, params double[] hours) => [.. hours.Select(hour => TestData.FailedSignIn(Now.AddHours(hour), ip))];

    private static AccountHistory After(AccountHistory history, RootRecord[] records) =>
        records.Aggregate(history, (known, record) => known.Add(record, arrived: null, DetectionPolicy.None).History);
}
