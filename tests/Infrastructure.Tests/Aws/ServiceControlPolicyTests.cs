namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>The sample policy that keeps everybody but deployments off RootWatch's parts.</summary>
public sealed class ServiceControlPolicyTests
{
    private const string Account = "arn:aws:iam::444455556666";
    private static readonly string Text = File.ReadAllText(Repository.PathOf("infra/aws-organizations/protect-rootwatch.json"));
    private static readonly ResourcePolicy Policy = ResourcePolicy.Parse(Text);

    [Theory]
    [InlineData("events:DisableRule", "arn:aws:events:eu-west-1:444455556666:rule/rootwatch-root-activity")]
    [InlineData("events:PutTargets", "arn:aws:events:eu-central-1:444455556666:rule/rootwatch/rootwatch-root-activity")]
    [InlineData("events:DeleteEventBus", "arn:aws:events:eu-central-1:444455556666:event-bus/rootwatch")]
    [InlineData("events:DeauthorizeConnection", "arn:aws:events:eu-central-1:444455556666:connection/rootwatch/0f1e2d3c")]
    [InlineData("events:UpdateApiDestination", "arn:aws:events:eu-central-1:444455556666:api-destination/rootwatch-root/0f1e2d3c")]
    [InlineData("iam:PutRolePolicy", "arn:aws:iam::444455556666:role/rootwatch-forward-eu-west-1")]
    [InlineData("iam:CreateRole", "arn:aws:iam::444455556666:role/rootwatch-of-mine")]
    [InlineData("iam:UpdateAssumeRolePolicy", "arn:aws:iam::444455556666:role/rootwatch-reader")]
    [InlineData("iam:PutRolePolicy", "arn:aws:iam::444455556666:role/rootwatch-reader")]
    [InlineData("iam:DeleteRole", "arn:aws:iam::444455556666:role/rootwatch-reader")]
    [InlineData("iam:CreateRole", "arn:aws:iam::444455556666:role/stacksets-exec-of-mine")]
    [InlineData("scheduler:DeleteSchedule", "arn:aws:scheduler:eu-west-1:444455556666:schedule/default/rootwatch-heartbeat")]
    [InlineData("sqs:PurgeQueue", "arn:aws:sqs:eu-west-1:444455556666:rootwatch-undelivered")]
    [InlineData("sns:Unsubscribe", "arn:aws:sns:eu-central-1:444455556666:rootwatch-alerts")]
    [InlineData("cloudwatch:SetAlarmState", "arn:aws:cloudwatch:eu-central-1:444455556666:alarm:rootwatch-dead-letters")]
    [InlineData("cloudformation:DeleteStack", "arn:aws:cloudformation:eu-west-1:444455556666:stack/StackSet-rootwatch-spokes-0f1e2d3c/4b5a")]
    [InlineData("secretsmanager:PutSecretValue", "arn:aws:secretsmanager:eu-central-1:444455556666:secret:events!connection/rootwatch/0f1e-Ab12Cd")]
    [InlineData("events:PutRule", "arn:aws-us-gov:events:us-gov-west-1:444455556666:rule/rootwatch-coverage")]
    public void An_administrator_is_kept_off(string action, string resource) =>
        Policy.Denies(PolicyRequest.Of($"{Account}:role/administrator", action, resource)).ShouldBeTrue();

    [Theory]
    [InlineData("kms:ScheduleKeyDeletion", "rootwatch", true)]
    [InlineData("kms:UntagResource", "rootwatch", true)]
    [InlineData("kms:ScheduleKeyDeletion", "billing", false)]
    public void Its_key_goes_by_its_tag(string action, string tag, bool isDenied) =>
        Policy.Denies(PolicyRequest.Of($"{Account}:role/administrator", action, "arn:aws:kms:eu-central-1:444455556666:key/1234abcd", ("aws:ResourceTag/application", tag))).ShouldBe(isDenied);

    [Theory]
    [InlineData("role/stacksets-exec-0f1e2d3c4b5a", "events:PutRule", "arn:aws:events:eu-west-1:444455556666:rule/rootwatch-root-activity")]
    [InlineData("role/YOUR-DEPLOYMENT-ROLE", "iam:DeleteRole", "arn:aws:iam::444455556666:role/rootwatch-bridge")]
    [InlineData("role/rootwatch-heartbeat-eu-west-1", "events:PutEvents", "arn:aws:events:eu-west-1:444455556666:event-bus/default")]
    [InlineData("role/rootwatch-forward-eu-west-1", "events:PutEvents", "arn:aws:events:eu-central-1:111122223333:event-bus/rootwatch")]
    [InlineData("role/rootwatch-cloudtrail-probe-eu-west-1", "events:TagResource", "arn:aws:events:eu-west-1:444455556666:rule/rootwatch-root-activity")]
    [InlineData("role/rootwatch-bridge", "sns:Publish", "arn:aws:sns:eu-central-1:444455556666:rootwatch-alerts")]
    [InlineData("role/rootwatch-bridge", "sts:AssumeRole", "arn:aws:iam::444455556666:role/rootwatch-reader")]
    [InlineData("role/rootwatch-reader", "cloudtrail:LookupEvents", "*")]
    [InlineData("role/operator", "sqs:DeleteMessage", "arn:aws:sqs:eu-central-1:444455556666:rootwatch-dead-letters")]
    [InlineData("role/operator", "sts:AssumeRole", "arn:aws:iam::444455556666:role/rootwatch-test-eu-west-1")]
    [InlineData("role/administrator", "events:PutRule", "arn:aws:events:eu-west-1:444455556666:rule/orders")]
    [InlineData("role/administrator", "iam:CreateRole", "arn:aws:iam::444455556666:role/orders")]
    [InlineData("role/administrator", "events:PutPermission", "arn:aws:events:eu-west-1:444455556666:event-bus/default")]
    public void Deployments_RootWatch_itself_and_everybody_elses_work_go_on(string principal, string action, string resource) =>
        Policy.Denies(PolicyRequest.Of($"{Account}:{principal}", action, resource)).ShouldBeFalse();

    [Fact]
    public void It_fits_into_a_service_control_policy()
    {
        // AWS counts characters without the blanks that its console and we put in for people.
        var counted = System.Text.Json.Nodes.JsonNode.Parse(Text)!.ToJsonString();

        counted.Length.ShouldBeLessThanOrEqualTo(5_120);
    }

    [Fact]
    public void It_only_takes_away() =>
        System.Text.Json.Nodes.JsonNode.Parse(Text)!["Statement"]!.AsArray().ShouldAllBe(statement => (string)statement!["Effect"]! == "Deny" && statement["Principal"] == null);
}
