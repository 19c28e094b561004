using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Response;
using RootWatch.Detection.Response.Resources;
using RootWatch.Detection.Response.Steps;

namespace RootWatch.Detection.Tests.Response;

/// <summary>A plan has each step once, in the order of work, with what is still to be done.</summary>
public sealed class ResponsePlanTests
{
    private const string Key = "AKIAIOSFODNN7EXAM2LE";

    private static RootRecord KeyMade => Incident.Call("iam", "CreateAccessKey", new { userName = "bob" }, new { accessKey = new { accessKeyId = Key, userName = "bob" } });

    private static RootRecord UserMade => Incident.Call("iam", "CreateUser", new { userName = "bob" });

    [Fact]
    public void A_key_that_root_made_is_deactivated_and_then_deleted()
    {
        var plan = Incident.PlanOf(UserMade, KeyMade);

        plan.Step("deactivate-access-keys").Lines().ShouldBe([$"aws iam update-access-key --region us-east-1 --user-name bob --access-key-id {Key} --status Inactive"]);
        plan.Step("delete-access-keys").Lines().ShouldBe([$"aws iam delete-access-key --region us-east-1 --user-name bob --access-key-id {Key}"]);
        plan.Steps.Select(step => step.Step.Phase).ShouldBeInOrder();
        plan.Steps.Select(step => step.Id).ShouldBeUnique();
    }

    [Fact]
    public void What_a_later_record_undid_is_done_and_has_no_command()
    {
        var later = TestData.Morning.AddHours(1);
        var step = Incident.PlanOf(KeyMade, Incident.Call("iam", "DeleteAccessKey", new { userName = "BOB", accessKeyId = Key }, at: later)).Step("deactivate-access-keys");

        step.Targets.ShouldHaveSingleItem().DoneAt.ShouldBe(later);
        (step.IsDone, step.IsUrgent).ShouldBe((true, false));
        step.Commands.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_done_again_is_open_again()
    {
        var stop = Incident.Call("cloudtrail", "StopLogging", new { name = "main" });
        var start = Incident.Call("cloudtrail", "StartLogging", new { name = "main" }, at: TestData.Morning.AddMinutes(1));

        Incident.PlanOf(stop, start).Step("restore-logging").IsDone.ShouldBeTrue();
        Incident.PlanOf(stop, start, stop with { EventId = "again", EventTime = TestData.Morning.AddMinutes(2) }).Step("restore-logging").IsDone.ShouldBeFalse();
    }

    [Fact]
    public void A_key_that_is_deactivated_is_still_to_be_deleted()
    {
        var at = TestData.Morning.AddHours(1);
        var off = Incident.Call("iam", "UpdateAccessKey", new { userName = "bob", accessKeyId = Key, status = "Inactive" }, at: at);
        var on = Incident.Call("iam", "UpdateAccessKey", new { userName = "bob", accessKeyId = Key, status = "Active" }, at: at.AddHours(1));

        var plan = Incident.PlanOf(KeyMade, off);

        plan.Step("deactivate-access-keys").Targets.ShouldHaveSingleItem().DoneAt.ShouldBe(at);
        plan.Step("delete-access-keys").IsDone.ShouldBeFalse();
        plan.Steps.ShouldNotContain(step => step.Id == "restore-people");
        Incident.PlanOf(KeyMade, off, on).Step("deactivate-access-keys").IsDone.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Inactive", "aws iam update-access-key --region us-east-1 --user-name bob --access-key-id AKIAIOSFODNN7EXAM2LE --status Active")]
    [InlineData(null)]
    public void A_key_of_somebody_else_that_root_switched_off_is_switched_on_and_one_that_it_deleted_cannot_be(string? status, params string[] commands) =>
        Incident.PlanOf(Incident.Call("iam", status is null ? "DeleteAccessKey" : "UpdateAccessKey", new { userName = "bob", accessKeyId = Key, status })).Step("restore-people").Lines().ShouldBe(commands);

    [Fact]
    public void Who_deletes_a_role_has_deleted_its_trust_and_its_policies()
    {
        var plan = Incident.PlanOf(
            Incident.Call("iam", "UpdateAssumeRolePolicy", new { roleName = "deploy" }),
            Incident.Call("iam", "AttachRolePolicy", new { roleName = "deploy", policyArn = "arn:aws:iam::aws:policy/AdministratorAccess" }),
            Incident.Call("iam", "DeleteRole", new { roleName = "deploy" }, at: TestData.Morning.AddHours(1)));

        plan.Step("restrict-role-trust").IsDone.ShouldBeTrue();
        plan.Step("take-back-permissions").IsDone.ShouldBeTrue();
    }

    [Fact]
    public void Every_kind_of_resource_whose_command_names_a_Region_takes_the_records_Region()
    {
        var regional = StepCatalog.All.SelectMany(step => step.Targets).Where(target => target.Commands.Concat(target.CheckCommands).Any(command => command.Contains("@region", StringComparison.Ordinal))).Select(target => target.Kind).Distinct().ToList();

        regional.Count.ShouldBeGreaterThan(30);
        regional.ShouldAllBe(kind => ResourceKinds.Of(kind).IsRegional);
    }

    [Fact]
    public void Who_deletes_a_user_has_deleted_what_is_the_users()
    {
        var plan = Incident.PlanOf(UserMade, KeyMade, Incident.Call("iam", "DeleteUser", new { userName = "bob" }, at: TestData.Morning.AddHours(1)));

        plan.Step("deactivate-access-keys").IsDone.ShouldBeTrue();
        plan.Step("delete-identities").IsDone.ShouldBeTrue();
        plan.Steps.ShouldNotContain(step => step.Id == "restore-people");
    }

    [Fact]
    public void Another_users_key_is_not_done_with_it()
    {
        var plan = Incident.PlanOf(KeyMade, Incident.Call("iam", "DeleteUser", new { userName = "alice" }, at: TestData.Morning.AddHours(1)));

        plan.Step("deactivate-access-keys").IsDone.ShouldBeFalse();
        plan.Step("restore-people").Targets.ShouldHaveSingleItem().Text.ShouldBe("user alice");
    }

    [Fact]
    public void A_call_that_failed_has_nothing_to_undo_but_root_was_used()
    {
        var plan = Incident.PlanOf(Incident.Call("iam", "CreateUser", new { userName = "bob" }, error: "AccessDenied"));

        plan.Steps.SelectMany(step => step.Targets).ShouldBeEmpty();
        plan.Step("deny-root").IsUrgent.ShouldBeTrue();
    }

    [Fact]
    public void Failed_sign_ins_alone_ask_and_look()
    {
        var plan = Incident.PlanOf(TestData.FailedSignIn(TestData.Morning));

        plan.Steps.Select(step => step.Id).ShouldBe(["ask-owner", "review-root-credentials", "review-sign-ins"]);
        plan.MostUrgent(3).ShouldBeEmpty();
    }

    [Fact]
    public void What_a_service_does_for_root_is_not_undone()
    {
        var plan = Incident.PlanOf(Incident.Call("ec2", "RunInstances", new { }, new { instancesSet = new { items = new[] { new { instanceId = "i-0123456789abcdef0" } } } }) with { Identity = RootIdentity.Service });

        plan.Steps.Select(step => step.Id).ShouldBe(["ask-owner"]);
    }

    [Fact]
    public void The_key_that_signed_is_deleted_even_where_root_only_looked()
    {
        var plan = Incident.PlanOf(Incident.Call("iam", "ListUsers") with { AccessKeyId = Key });

        plan.Step("delete-root-keys").Targets.ShouldHaveSingleItem().Text.ShouldBe($"root's access key {Key}");
    }

    [Fact]
    public void No_service_control_policy_binds_the_management_account()
    {
        var plan = ResponsePlan.Of(Incident.Of(KeyMade, Incident.Call("iam", "ListUsers") with { AccessKeyId = Key }), TestData.Account, "aws", isManagement: true);

        plan.Steps.Select(step => step.Id).ShouldNotContain(id => id == "deny-root" || id == "delete-root-keys" || id == "delete-root-password");
        plan.Step("delete-root-keys-as-root").Lines().ShouldBe([$"aws iam delete-access-key --region us-east-1 --access-key-id {Key}"]);
        plan.MostUrgent(2).ShouldBe(["Delete root's access keys", "Deactivate access keys of users"]);
    }

    [Fact]
    public void Machines_are_terminated_by_region_and_their_disks_kept_before()
    {
        RootRecord Run(string region, string id) => Incident.Call("ec2", "RunInstances", new { id }, new { instancesSet = new { items = new[] { new { instanceId = id } } } }, region: region);

        var plan = Incident.PlanOf(Run("eu-west-1", "i-00000001"), Run("us-east-2", "i-00000002"), Run("eu-west-1", "i-00000003"));

        plan.Step("terminate-machines").Lines().Where(line => line.Contains("terminate", StringComparison.Ordinal) && !line.Contains("no-disable", StringComparison.Ordinal))
            .ShouldBe(["aws ec2 terminate-instances --region eu-west-1 --instance-ids i-00000001 i-00000003", "aws ec2 terminate-instances --region us-east-2 --instance-ids i-00000002"]);
        plan.Steps.Select(step => step.Id).ToList().IndexOf("keep-machines").ShouldBeLessThan(plan.Steps.Select(step => step.Id).ToList().IndexOf("terminate-machines"));
    }

    [Fact]
    public void What_no_step_knows_is_named_by_the_action_that_AWS_documents()
    {
        Incident.PlanOf(Incident.Call("rolesanywhere", "CreateTrustAnchor", new { name = "$(reboot)" })).Step("remove-ways-in").Targets.ShouldHaveSingleItem().Text.ShouldBe("what was done by rolesanywhere:CreateTrustAnchor in eu-west-1");
        Incident.PlanOf(Incident.Call("made-up", "CreateRebootHere")).Steps.SelectMany(step => step.Targets).ShouldAllBe(target => target.Text == "what was done by <action> in eu-west-1");
    }

    [Fact]
    public void What_is_unknown_is_a_placeholder_with_a_sentence()
    {
        var step = Incident.PlanOf(Incident.Call("iam", "CreateUser", new { userName = "$(reboot)" })).Step("delete-identities");

        step.Lines().ShouldBe(["aws iam delete-user --region us-east-1 --user-name '<user name>'"]);
        step.Placeholders.ShouldHaveSingleItem().Where.ShouldEndWith(".");
    }

    [Fact]
    public void An_account_that_is_not_known_is_a_placeholder() =>
        ResponsePlan.Of(Incident.Of(KeyMade), "unknown_12345678", "aws", isManagement: false).Step("deny-root").Lines().ShouldAllBe(line => line.Contains("<account id>", StringComparison.Ordinal));

    [Theory]
    [InlineData("aws-cn", "cn-northwest-1")]
    [InlineData("aws-us-gov", "us-gov-west-1")]
    public void Other_partitions_have_their_own_arns_and_regions(string partition, string home)
    {
        var lines = ResponsePlan.Of(Incident.Of(KeyMade), TestData.Account, partition, isManagement: false).Steps.SelectMany(step => step.Lines()).ToList();

        lines.ShouldContain(line => line.Contains($"arn:{partition}:iam::", StringComparison.Ordinal));
        lines.ShouldAllBe(line => !line.Contains("arn:aws:", StringComparison.Ordinal) && line.Contains($"--region {home}", StringComparison.Ordinal));
    }

    [Fact]
    public void The_role_that_detached_a_policy_is_stopped_and_not_root()
    {
        var call = Incident.Call("organizations", "DetachPolicy", new { policyId = "p-examplepolicyid111", targetId = TestData.Account }) with { Identity = RootIdentity.ActOnRoot, Caller = "arn:aws:sts::999988887777:assumed-role/Admin/eve", Target = new Target(TestData.Account, Policy: "p-examplepolicyid111") };

        var plan = Incident.PlanOf(call);

        plan.Step("stop-caller").Targets.ShouldHaveSingleItem().Text.ShouldBe("sessions of role Admin of account 999988887777");
        plan.Step("restore-organization-policies").Lines().ShouldBe([$"aws organizations attach-policy --region us-east-1 --policy-id p-examplepolicyid111 --target-id {TestData.Account}"]);
        plan.Steps.Select(step => step.Id).ShouldNotContain("deny-root");
    }

    [Fact]
    public void An_account_that_left_its_organization_is_taken_back_first_and_root_itself_acts()
    {
        var plan = Incident.PlanOf(KeyMade, Incident.Call("organizations", "LeaveOrganization"));

        plan.MostUrgent(1).ShouldBe(["Take the account into the organization again"]);
        plan.Step("change-root-password").Step.Actor.ShouldBe(ResponseActor.Root);
        plan.Steps.Select(step => step.Id).ShouldContain("deny-root");
        plan.Steps.Select(step => step.Id).ShouldNotContain("delete-root-password");
    }

    [Fact]
    public void An_attempt_to_leave_that_failed_changes_no_scope() =>
        Incident.PlanOf(Incident.Call("organizations", "LeaveOrganization", error: "AccessDenied")).Steps.Select(step => step.Id).ShouldContain("delete-root-password");

    [Fact]
    public void Misused_central_root_sessions_begin_with_who_asked_for_them() =>
        Incident.PlanOf(Incident.Call("s3", "PutBucketPolicy", new { bucketName = "records" }) with { Identity = RootIdentity.AssumedRootSession }).MostUrgent(1).ShouldBe(["Find out who asks for root sessions"]);

    [Fact]
    public void The_same_resource_has_the_same_id_in_every_plan() =>
        Incident.PlanOf(KeyMade).Step("deactivate-access-keys").Targets.Single().Id.ShouldBe(Incident.PlanOf(UserMade, KeyMade, UserMade).Step("deactivate-access-keys").Targets.Single().Id);
}
