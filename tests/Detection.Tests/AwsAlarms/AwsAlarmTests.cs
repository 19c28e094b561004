using System.Text.Json;
using CsCheck;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Effects;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;

namespace RootWatch.Detection.Tests.AwsAlarms;

/// <summary>What AWS's own alarms mean, and to which incident they belong.</summary>
public sealed class AwsAlarmTests
{
    private static readonly DateTimeOffset Now = TestData.Morning;

    [Theory]
    [InlineData("Policy:IAMUser/RootCredentialUsage", 2, "guardduty-root-used", Assessment.Expected, Severity.Low)]
    [InlineData("UnauthorizedAccess:IAMUser/TorIPCaller", 5, "guardduty-intruder", Assessment.Anomalous, Severity.High)]
    [InlineData("UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B", 5, "guardduty-intruder", Assessment.Anomalous, Severity.High)]
    [InlineData("Recon:IAMUser/MaliciousIPCaller.Custom", 5, "guardduty-intruder", Assessment.Anomalous, Severity.High)]
    [InlineData("PenTest:S3/KaliLinux", 5, "guardduty-intruder", Assessment.Anomalous, Severity.High)]
    [InlineData("Exfiltration:S3/MaliciousIPCaller", 8, "guardduty-intruder", Assessment.Anomalous, Severity.High)]
    [InlineData("UnauthorizedAccess:IAMUser/TorIPCaller", 9.5, "guardduty-intruder", Assessment.Anomalous, Severity.Critical)]
    [InlineData("Impact:IAMUser/AnomalousBehavior", 8, "guardduty-threat", Assessment.Anomalous, Severity.High)]
    [InlineData("Persistence:IAMUser/AnomalousBehavior", 5, "guardduty-finding", Assessment.Unusual, Severity.Medium)]
    [InlineData("Discovery:IAMUser/AnomalousBehavior", 2, "guardduty-finding", Assessment.Unusual, Severity.Low)]
    [InlineData("Of:TheFuture/Unknown", 1, "guardduty-finding", Assessment.Unusual, Severity.Low)]
    [InlineData("AttackSequence:IAM/CompromisedCredentials", 9, "guardduty-attack", Assessment.Anomalous, Severity.Critical)]
    public void The_finding_and_what_AWS_calls_it_say_how_bad_it_is(string type, double severity, string id, Assessment assessment, Severity expected)
    {
        var finding = TestData.After(AccountHistory.Empty, Alarm.GuardDuty(type, severity));

        finding.Ids().ShouldBe([id]);
        (finding.Assessment, finding.Severity).ShouldBe((assessment, expected));
        finding.Effect.ShouldBe(Effect.Look);
        finding.Headline.ShouldStartWith("AWS GuardDuty reports ");
    }

    [Theory]
    [InlineData("AWS_RISK_CREDENTIALS_EXPOSED", "root", "aws-health-root-key", Assessment.Anomalous, Severity.Critical)]
    [InlineData("AWS_RISK_CREDENTIALS_COMPROMISED", "root", "aws-health-root-key", Assessment.Anomalous, Severity.Critical)]
    [InlineData("AWS_RISK_CREDENTIALS_EXPOSURE_SUSPECTED", "root", "aws-health-root-suspected", Assessment.Anomalous, Severity.High)]
    [InlineData("AWS_RISK_CREDENTIALS_EXPOSED", "AKIAIOSFODNN7EXAMPLE", "aws-health-credentials", Assessment.Unusual, Severity.High)]
    public void AWS_Health_is_sure_or_suspects_or_does_not_say_whose_it_is(string code, string entity, string id, Assessment assessment, Severity severity)
    {
        var finding = TestData.After(AccountHistory.Empty, Alarm.Health(code, entity)!);

        finding.Ids().ShouldBe([id]);
        (finding.Assessment, finding.Severity).ShouldBe((assessment, severity));
    }

    [Fact]
    public void A_key_that_root_used_is_roots_whatever_AWS_Health_leaves_out()
    {
        var usedByRoot = TestData.Read(Now, Now) with { AccessKeyId = "AKIAIOSFODNN7EXAMPLE", SessionKey = $"{TestData.Account}/AKIAIOSFODNN7EXAMPLE" };
        var alarm = Alarm.Health("AWS_RISK_CREDENTIALS_EXPOSED", "AKIAIOSFODNN7EXAMPLE")! with { EventTime = Now.AddDays(3) };

        TestData.After(TestData.History(usedByRoot), alarm).Ids().ShouldBe(["key-known-as-roots", "aws-health-credentials"]);
        TestData.After(TestData.History(usedByRoot), alarm with { AccessKeyId = "AKIAI44QH8DHBEXAMPLE" }).Ids().ShouldBe(["aws-health-credentials"]);
        TestData.After(TestData.History(alarm), alarm with { EventId = "2" }).Ids().ShouldBe(["aws-health-credentials"], "an alarm proves no use");
    }

    [Fact]
    public void A_finding_that_names_a_long_term_key_of_roots_is_as_bad_as_its_use()
    {
        TestData.After(AccountHistory.Empty, Alarm.GuardDuty(key: "AKIAIOSFODNN7EXAMPLE")).Severity.ShouldBe(Severity.Critical);
        TestData.After(AccountHistory.Empty, Alarm.GuardDuty(key: "ASIAIOSFODNN7EXAMPLE")).Severity.ShouldBe(Severity.Low);
    }

    [Fact]
    public void No_act_of_roots_is_taken_for_an_alarm() =>
        TestData.After(AccountHistory.Empty, TestData.Call("guardduty", "UnauthorizedAccess:IAMUser/TorIPCaller", Now, Now)).Ids().ShouldNotContain(id => id.StartsWith("guardduty", StringComparison.Ordinal));

    [Fact]
    public void No_policy_makes_less_of_it()
    {
        var policy = DetectionPolicy.Parse("""{"allow":[{"networks":["203.0.113.0/24"],"reason":"x"}]}"""u8, "policy.json");

        TestData.After(AccountHistory.Empty, Alarm.GuardDuty("UnauthorizedAccess:IAMUser/TorIPCaller", 5), policy).Assessment.ShouldBe(Assessment.Anomalous);
    }

    [Fact]
    public void It_joins_the_use_of_root_that_its_key_its_address_or_its_time_names()
    {
        var (first, second) = (TestData.SignIn(Now) with { AccessKeyId = "ASIAFIRST" }, TestData.SignIn(Now.AddHours(3), TestData.Elsewhere) with { AccessKeyId = "ASIASECOND" });

        SessionOf(Alarm.GuardDuty(seen: Now.AddHours(5), key: "ASIAFIRST", ip: null), first, second).ShouldBe(first.SessionKey);
        SessionOf(Alarm.GuardDuty(seen: Now.AddDays(5), key: "ASIAFIRST", ip: null), first, second).ShouldBe(first.SessionKey);
        SessionOf(Alarm.GuardDuty(seen: Now.AddMinutes(50), key: null, ip: TestData.Home), first, second).ShouldBe(first.SessionKey);
        SessionOf(Alarm.GuardDuty(seen: Now.AddHours(4), key: null, ip: TestData.Elsewhere), first, second).ShouldBe(second.SessionKey);
        SessionOf(Alarm.GuardDuty(seen: Now.AddHours(2), key: null, ip: "198.51.100.1"), first, second).ShouldBe(first.SessionKey);
        SessionOf(Alarm.GuardDuty(seen: Now.AddHours(27), key: null, ip: null), first, second).ShouldBe(second.SessionKey);
        SessionOf(Alarm.GuardDuty(seen: Now.AddHours(28), key: null, ip: null), first, second).ShouldBeNull("it is a day and more after the last use");
        SessionOf(Alarm.GuardDuty(seen: Now.AddHours(-1), key: "ASIAFIRST", ip: null), first, second).ShouldBeNull("it was before all of them");
    }

    [Fact]
    public void Neither_services_nor_guesses_are_a_use_that_it_joins()
    {
        var service = TestData.Call("kms", "Decrypt", Now, Now) with { Identity = RootIdentity.Service, SourceIp = "s3.amazonaws.com" };

        SessionOf(Alarm.GuardDuty(seen: Now.AddHours(2)), service, TestData.FailedSignIn(Now.AddHours(1))).ShouldBeNull();
    }

    [Fact]
    public void Of_one_second_it_comes_after_what_it_is_about()
    {
        var use = TestData.Read(Now, Now) with { EventId = "ffffffff-ffff-4fff-bfff-ffffffffffff" };

        TestData.History(Alarm.GuardDuty(seen: Now), use).State.Sessions.ShouldHaveSingleItem().Findings.ShouldBe(2);
    }

    [Fact]
    public void Alarms_without_a_use_of_root_are_one_incident_for_a_day()
    {
        var history = TestData.History([.. new[] { 0, 6, 12, 24, 30 }.Select(hour => Alarm.GuardDuty(seen: Now.AddHours(hour), ip: null, key: null))]);

        history.State.Sessions.Select(session => session.Findings).ShouldBe([4, 1]);
    }

    [Fact]
    public void It_teaches_nothing_and_is_no_part_of_the_session_that_it_joins()
    {
        var before = TestData.History(TestData.SignIn(Now), TestData.Change(Now.AddMinutes(5), Now)).State.Sessions[0];
        var after = TestData.History(TestData.SignIn(Now), TestData.Change(Now.AddMinutes(5), Now), Alarm.GuardDuty(seen: Now.AddHours(8)), Alarm.GuardDuty("Persistence:IAMUser/AnomalousBehavior", 5, Now.AddHours(9))).State;

        var session = after.Sessions.ShouldHaveSingleItem();
        session.Findings.ShouldBe(4);
        session.Alarms.ShouldBe(2);
        session.Standing.ShouldBe(Standing.Good);
        (session.Start, session.End).ShouldBe((before.Start, before.End));
        session.Sightings.ShouldBe(before.Sightings);
        session.Agents.ShouldBe(before.Agents);
        session.Regions.ShouldBe(before.Regions);
        session.Services.ShouldBe(before.Services);
        after.ProfileAt(Now.AddDays(2)).Networks.ShouldBe(["192.0.2.0/24"]);
        TestData.History(Alarm.GuardDuty()).State.ProfileAt(Now.AddDays(2)).Sessions.ShouldBe(0);
    }

    [Fact]
    public void What_AWS_calls_an_intruders_taints_the_session()
    {
        var history = TestData.History(TestData.SignIn(Now), Alarm.GuardDuty("UnauthorizedAccess:IAMUser/TorIPCaller", 5, Now.AddMinutes(1)));

        history.State.Sessions.ShouldHaveSingleItem().Standing.ShouldBe(Standing.Tainted);
        TestData.After(history, TestData.Change(Now.AddMinutes(9), Now)).Ids().ShouldContain("tainted-session");
    }

    [Fact]
    public void Guessing_stays_one_story_although_AWS_tells_of_it()
    {
        var history = TestData.History(TestData.FailedSignIn(Now), Alarm.GuardDuty("UnauthorizedAccess:IAMUser/TorIPCaller", 5, Now.AddMinutes(5), TestData.Elsewhere), TestData.FailedSignIn(Now.AddHours(20), "198.51.100.1"));

        history.State.Sessions.ShouldHaveSingleItem().Findings.ShouldBe(3);
        TestData.History(Alarm.GuardDuty(seen: Now), TestData.FailedSignIn(Now.AddHours(2), "198.51.100.1")).State.Sessions.Count.ShouldBe(2);
    }

    [Fact]
    public void The_order_of_arrival_and_copies_change_nothing()
    {
        RootRecord[] records =
        [
            TestData.FailedSignIn(Now.AddMinutes(-30)), TestData.SignIn(Now), TestData.Read(Now.AddMinutes(1), Now), TestData.SignIn(Now.AddHours(2), TestData.Elsewhere), TestData.NeverNormal(Now.AddHours(2).AddMinutes(3), Now.AddHours(2), TestData.Elsewhere),
            Alarm.GuardDuty(seen: Now), Alarm.GuardDuty(seen: Now.AddHours(6)), Alarm.GuardDuty("UnauthorizedAccess:IAMUser/TorIPCaller", 5, Now.AddHours(2).AddMinutes(3), TestData.Elsewhere),
            Alarm.GuardDuty(seen: Now.AddMinutes(-20), ip: TestData.Elsewhere), Alarm.GuardDuty(seen: Now.AddDays(3)), Alarm.GuardDuty("Impact:IAMUser/AnomalousBehavior", 8, Now.AddDays(3).AddHours(1)),
            Alarm.Health("AWS_RISK_CREDENTIALS_EXPOSED", "root")! with { EventTime = Now.AddHours(4) },
        ];
        var expected = Story.StateOf(records);

        Gen.Shuffle(records).Select(Gen.Shuffle(records), (first, again) => first.Concat(again.Take(3)).ToArray()).Sample(
            shuffled => Story.StateOf(shuffled).ShouldBe(expected), iter: Effort.Of(100), print: static _ => "(records)");
    }

    [Theory]
    [InlineData("aws.guardduty", true)]
    [InlineData("AWS.GuardDuty", true)]
    [InlineData("guardduty", false)]
    [InlineData("my.guardduty", false)]
    [InlineData(null, false)]
    public void Only_AWS_itself_sends_them(string? source, bool isRead) =>
        (Alarm.Read("root-alarm-guardduty-tor-caller", envelope => envelope["source"] = source) is not null).ShouldBe(isRead);

    [Fact]
    public void Broken_JSON_is_an_error() => Should.Throw<JsonException>(() => Detector.ReadAwsAlarm("{"u8));

    [Fact]
    public void Nothing_would_have_changed_it_but_a_plan_and_of_an_intruder_not_even_that()
    {
        Alternatives("Persistence:IAMUser/AnomalousBehavior").ShouldHaveSingleItem().ShouldBe(new Alternative("a window had been declared for it", Assessment.Expected, Severity.Low));
        Alternatives("UnauthorizedAccess:IAMUser/TorIPCaller").ShouldBeEmpty();

        static IReadOnlyList<Alternative> Alternatives(string type) => Explanation.Of(AccountHistory.Empty, Alarm.GuardDuty(type, 5), arrived: null, DetectionPolicy.None).Alternatives;
    }

    private static string? SessionOf(RootRecord alarm, params RootRecord[] records)
    {
        var history = TestData.History([.. records, alarm]);
        return history.Observations.Single(known => known.Finding.Record == alarm).Session.SessionKey;
    }
}
