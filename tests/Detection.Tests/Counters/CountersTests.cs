using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Counters;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;

namespace RootWatch.Detection.Tests.Counters;

/// <summary>What adds up over a session: when each counter speaks, and when it stays silent.</summary>
public sealed class CountersTests
{
    private static readonly DateTimeOffset Now = TestData.Morning;

    [Fact]
    public void Thresholds_rise_and_so_do_their_assessments()
    {
        foreach (var counter in AllCounters.All)
        {
            counter.Thresholds.Select(threshold => threshold.At).ShouldBeInOrder();
            counter.Thresholds.Select(threshold => (int)threshold.Assessment).ShouldBeInOrder();
            counter.Thresholds.Select(threshold => (int)threshold.Severity).ShouldBeInOrder();
            counter.Thresholds.ShouldAllBe(threshold => threshold.Assessment < Assessment.Anomalous || threshold.Severity >= Severity.High);
        }
    }

    [Fact]
    public void Machines_that_are_started_one_by_one_are_told_at_each_threshold()
    {
        var findings = Replay(Enumerable.Range(1, 60).Select(n => Act("ec2", "RunInstances", n, new RequestFacts(Instances: 1))));

        At("many-machines", findings).ShouldBe([(10, "The session has started 10 machines so far."), (50, "The session has started 50 machines so far.")]);
        findings[9].Assessment.ShouldBe(Assessment.Anomalous);
        findings[9].Severity.ShouldBe(Severity.Critical);
    }

    [Theory]
    [InlineData("ec2", "RunInstances")]
    [InlineData("ec2", "RequestSpotInstances")]
    [InlineData("lightsail", "CreateInstances")]
    [InlineData("sagemaker", "CreateNotebookInstance")]
    [InlineData("sagemaker", "CreateTrainingJob")]
    [InlineData("ecs", "RunTask")]
    [InlineData("elasticmapreduce", "RunJobFlow")]
    [InlineData("batch", "SubmitJob")]
    [InlineData("codebuild", "StartBuild")]
    public void Machines_count_in_every_service(string source, string name) =>
        At("many-machines", Replay(Enumerable.Range(1, 10).Select(n => Act(source, name, n)))).ShouldHaveSingleItem().Number.ShouldBe(10);

    [Fact]
    public void What_one_act_says_already_is_not_said_twice()
    {
        var findings = Replay([Act("ec2", "RunInstances", 1, new RequestFacts(Instances: 45)), Act("ec2", "RunInstances", 2, new RequestFacts(Instances: 5))]);

        findings[0].Ids().ShouldBe(["compute-in-bulk"]);
        At("many-machines", findings).ShouldBe([(2, "The session has started 50 machines so far.")]);
    }

    [Fact]
    public void Machines_of_several_services_add_up() =>
        At("many-machines", Replay([.. Acts("ec2", "RunInstances", 4, 1, new RequestFacts(Instances: 1)), .. Acts("ecs", "RunTask", 3, 5, new RequestFacts(Instances: 2))])).ShouldHaveSingleItem().ShouldBe((7, "The session has started 10 machines so far."));

    [Theory]
    [InlineData("ec2", "DescribeInstances")]
    [InlineData("ec2", "CreateSecurityGroup")]
    [InlineData("ssm", "SendCommand")]
    [InlineData("lambda", "Invoke")]
    [InlineData("ses", "SendEmail")]
    [InlineData("bedrock", "InvokeModel")]
    [InlineData("states", "StartExecution")]
    public void What_is_no_machine_counts_as_none(string source, string name) =>
        At("many-machines", Replay(Acts(source, name, 60))).ShouldBeEmpty();

    [Theory]
    [InlineData("many-model-calls", "bedrock", "InvokeModel")]
    [InlineData("many-model-calls", "bedrock", "Converse")]
    [InlineData("many-model-calls", "bedrock", "InvokeModelWithResponseStream")]
    [InlineData("many-model-calls", "sagemaker", "InvokeEndpoint")]
    [InlineData("many-messages-sent", "ses", "SendEmail")]
    [InlineData("many-messages-sent", "email", "SendRawEmail")]
    [InlineData("many-messages-sent", "sns", "Publish")]
    [InlineData("many-messages-sent", "mobiletargeting", "SendMessages")]
    public void Messages_and_model_calls_add_up(string counter, string source, string name)
    {
        At(counter, Replay(Acts(source, name, 9))).ShouldBeEmpty();
        At(counter, Replay(Acts(source, name, 100))).Select(told => told.Number).ShouldBe([10, 100]);
    }

    [Theory]
    [InlineData("many-secrets-read", "secretsmanager", "GetSecretValue", 5)]
    [InlineData("many-secrets-read", "ssm", "GetParameters", 5)]
    [InlineData("many-secrets-read", "ec2", "GetPasswordData", 5)]
    [InlineData("much-content-read", "s3", "GetObject", 25)]
    [InlineData("much-content-read", "athena", "GetQueryResults", 25)]
    [InlineData("much-destroyed", "s3", "DeleteBucket", 5)]
    [InlineData("much-destroyed", "rds", "DeleteDBInstance", 5)]
    [InlineData("much-destroyed", "cloudformation", "DeleteStack", 5)]
    [InlineData("many-accounts-made", "organizations", "CreateAccount", 4)]
    [InlineData("many-accounts-made", "organizations", "InviteAccountToOrganization", 4)]
    [InlineData("many-limits-raised", "servicequotas", "RequestServiceQuotaIncrease", 5)]
    public void Small_steps_add_up(string counter, string source, string name, int first)
    {
        At(counter, Replay(Acts(source, name, first - 1))).ShouldBeEmpty();
        At(counter, Replay(Acts(source, name, first))).ShouldHaveSingleItem().Number.ShouldBe(first);
    }

    [Fact]
    public void Machines_that_are_terminated_count_one_by_one() =>
        At("much-destroyed", Replay([Act("ec2", "TerminateInstances", 1, new RequestFacts(Instances: 30))])).ShouldHaveSingleItem().Sentence.ShouldBe("The session has destroyed 30 resources so far.");

    [Fact]
    public void Support_cases_about_limits_add_up_and_others_do_not()
    {
        At("many-limits-raised", Replay(Acts("support", "CreateCase", 14, 1, new RequestFacts(AsksForHigherLimit: true)))).Select(told => told.Number).ShouldBe([5, 10]);
        At("many-limits-raised", Replay(Acts("support", "CreateCase", 14))).ShouldBeEmpty();
    }

    [Fact]
    public void The_third_person_whose_access_is_taken_away_is_told()
    {
        RootRecord[] records = [.. new[] { "ann", "ann", "bob", "ann", "cy" }.Select((user, n) => Act("iam", n % 2 == 0 ? "RemoveUserFromGroup" : "DetachUserPolicy", n, new RequestFacts(TargetUser: user)))];

        At("people-locked-out", Replay(records)).ShouldHaveSingleItem().ShouldBe((5, "The session has taken away or changed the access of 3 people so far."));
    }

    [Theory]
    [InlineData("iam", "DeleteLoginProfile", true)]
    [InlineData("iam", "UpdateLoginProfile", true)]
    [InlineData("iam", "DeleteUser", true)]
    [InlineData("iam", "DeactivateMFADevice", true)]
    [InlineData("identitystore", "DeleteUser", true)]
    [InlineData("sso", "DeleteAccountAssignment", true)]
    [InlineData("iam", "AttachUserPolicy", false)]
    [InlineData("iam", "CreateLoginProfile", false)]
    [InlineData("iam", "AddUserToGroup", false)]
    [InlineData("iam", "UpdateUser", false)]
    [InlineData("iam", "TagUser", false)]
    public void Only_what_takes_access_away_counts(string source, string name, bool counts) =>
        At("people-locked-out", Replay(Enumerable.Range(1, 4).Select(n => Act(source, name, n, new RequestFacts(TargetUser: $"user{n}"))))).Count.ShouldBe(counts ? 1 : 0);

    [Theory]
    [InlineData("Inactive", 1)]
    [InlineData("Active", 0)]
    public void Keys_that_are_switched_on_lock_nobody_out(string status, int told) =>
        At("people-locked-out", Replay(Enumerable.Range(1, 3).Select(n => Act("iam", "UpdateAccessKey", n, new RequestFacts(TargetUser: $"user{n}", Status: status))))).Count.ShouldBe(told);

    [Theory]
    [InlineData("PutUserPolicy", true, 1)]
    [InlineData("AttachUserPolicy", true, 1)]
    [InlineData("PutUserPolicy", false, 0)]
    public void Policies_that_deny_lock_people_out(string name, bool denies, int told) =>
        At("people-locked-out", Replay(Enumerable.Range(1, 3).Select(n => Act("iam", name, n, new RequestFacts(TargetUser: $"user{n}", Denies: denies))))).Count.ShouldBe(told);

    [Fact]
    public void Roots_own_MFA_device_is_no_person() =>
        At("people-locked-out", Replay(new[] { "root", "AWS ROOT USER", "Root" }.Select((user, n) => Act("iam", "DeactivateMFADevice", n, new RequestFacts(TargetUser: user))))).ShouldBeEmpty();

    [Fact]
    public void Regions_and_services_count_once_each()
    {
        At("many-regions", Replay(Enumerable.Range(1, 12).Select(n => Act("sns", "CreateTopic", n) with { Region = $"eu-north-{n % 6}" }))).ShouldHaveSingleItem().ShouldBe((5, "The session has changed or used something in 5 regions so far."));
        At("many-services", Replay(Enumerable.Range(1, 30).Select(n => Act($"service{n % 16}", "CreateThing", n)))).ShouldHaveSingleItem().Number.ShouldBe(15);
    }

    [Fact]
    public void The_third_region_that_is_opened_is_told()
    {
        At("many-regions-opened", Replay(new[] { "af-south-1", "af-south-1", "me-south-1", "ap-east-1" }.Select((region, n) => Act("account", "EnableRegion", n, new RequestFacts(OpenedRegion: region))))).ShouldHaveSingleItem().Number.ShouldBe(4);
        At("many-regions-opened", Replay(Acts("account", "EnableRegion", 9))).ShouldBeEmpty();
    }

    [Fact]
    public void Looking_around_in_every_region_and_switching_protection_on_there_is_silent()
    {
        At("many-regions", Replay(Enumerable.Range(1, 20).Select(n => Act("ec2", "DescribeInstances", n) with { Region = $"eu-north-{n}", IsRead = true }))).ShouldBeEmpty();
        At("many-regions", Replay(Enumerable.Range(1, 20).Select(n => Act("guardduty", "CreateDetector", n) with { Region = $"eu-north-{n}" }))).ShouldBeEmpty();
        At("many-services", Replay(Enumerable.Range(1, 40).Select(n => Act($"service{n}", "DescribeThings", n) with { IsRead = true }))).ShouldBeEmpty();
    }

    [Fact]
    public void Sign_ins_that_fail_add_up() =>
        At("many-failed-sign-ins", Replay(Enumerable.Range(1, 25).Select(n => TestData.FailedSignIn(Now.AddHours(n))))).Select(told => told.Number).ShouldBe([5, 25]);

    [Fact]
    public void What_failed_or_a_service_did_does_not_count()
    {
        At("many-machines", Replay(Acts("ec2", "RunInstances", 20).Select(record => record with { Failed = true, ErrorCode = "VcpuLimitExceeded" }))).ShouldBeEmpty();
        At("many-machines", Replay(Acts("ec2", "RunInstances", 20).Select(record => record with { Identity = RootIdentity.Service }))).ShouldBeEmpty();
    }

    [Fact]
    public void Each_session_counts_for_itself() =>
        At("many-machines", Replay([.. Acts("ec2", "RunInstances", 9), .. Acts("ec2", "RunInstances", 9, 20).Select(record => record with { SessionKey = $"{TestData.Account}/other" })])).ShouldBeEmpty();

    [Fact]
    public void What_a_window_plans_does_not_count_unless_no_setting_silences_it()
    {
        var policy = DetectionPolicy.None with
        {
            Expectations = [new Expectation { Tasks = [new TaskName("secret-read"), new TaskName("instances-started")], From = Now, To = Now.AddHours(8), Who = new PlainText("Ann"), Ticket = new PlainText("OPS-1") }],
        };

        At("many-secrets-read", Replay(Acts("secretsmanager", "GetSecretValue", 20), policy)).ShouldBeEmpty();
        At("many-machines", Replay(Acts("ec2", "RunInstances", 10), policy)).ShouldHaveSingleItem();
    }

    [Fact]
    public void One_act_that_passes_two_thresholds_is_told_once_with_the_higher() =>
        Replay([Act("ec2", "TerminateInstances", 1, new RequestFacts(Instances: 60))])[0].Signals.Single(signal => signal.Id == "much-destroyed").Threshold.ShouldBe(50);

    [Fact]
    public void A_record_that_comes_late_counts_in_its_place()
    {
        RootRecord[] records = [.. Acts("ec2", "RunInstances", 12)];
        RootRecord[] late = [.. records[4..], .. records[..4]];

        TestData.History(late).State.Sessions.Single().Tallies["many-machines"].ShouldBe(TestData.History(records).State.Sessions.Single().Tallies["many-machines"]);
        TestData.History(late).Observations.Single(known => known.Finding.Ids().Contains("many-machines")).Finding.Record.ShouldBe(records[9]);
    }

    [Fact]
    public void What_an_attacker_names_is_held_within_bounds() =>
        TestData.History([.. Enumerable.Range(1, 200).Select(n => Act("iam", "DeleteUser", n, new RequestFacts(TargetUser: $"user{n}")))]).State.Sessions.Single().Tallies["people-locked-out"].Names.Count.ShouldBe(64);

    private static List<Finding> Replay(IEnumerable<RootRecord> records, DetectionPolicy? policy = null)
    {
        var history = AccountHistory.Empty;
        var findings = new List<Finding>();
        foreach (var record in records)
        {
            var addition = history.Add(record, arrived: null, policy ?? DetectionPolicy.None);
            history = addition.History;
            findings.Add(addition.Finding);
        }

        return findings;
    }

    private static List<(int Number, string Sentence)> At(string counter, List<Finding> findings) =>
        [.. findings.Select((finding, index) => (index + 1, finding.Signals.FirstOrDefault(signal => signal.Id == counter)?.Sentence!)).Where(told => told.Item2 is not null)];

    private static IEnumerable<RootRecord> Acts(string source, string name, int count, int from = 1, RequestFacts? request = null) =>
        Enumerable.Range(from, count).Select(n => Act(source, name, n, request));

    private static RootRecord Act(string source, string name, int minute, RequestFacts? request = null) =>
        TestData.Call(source, name, Now.AddMinutes(minute), Now, request: request);
}
