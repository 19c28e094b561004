using System.Text.Json.Nodes;

namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>Who gets past the policies that ResourcePolicyTests does not deploy, worked out from the templates.</summary>
public sealed class TemplatePolicyTests
{
    private const string Other = "444455556666";
    private const string Region = "eu-central-1";
    private const string Part = "the-part";
    private static readonly string Administrator = $"arn:aws:iam::{MotoCloud.Account}:role/administrator";
    private static readonly string Bridge = $"arn:aws:iam::{MotoCloud.Account}:role/rootwatch-bridge";

    [Theory]
    [InlineData("spoke", "UndeliveredQueue", "rule/rootwatch-root-activity", MotoCloud.Account, true)]
    [InlineData("spoke", "UndeliveredQueue", "rule/rootwatch-root-activity", Other, false)]
    [InlineData("spoke", "UndeliveredQueue", "rule/orders", MotoCloud.Account, false)]
    [InlineData("direct-alarm", "DeadLetters", "rule/rootwatch-direct/rootwatch-direct-alarm", MotoCloud.Account, true)]
    [InlineData("direct-alarm", "DeadLetters", "rule/rootwatch-direct/rootwatch-direct-alarm", Other, false)]
    [InlineData("direct-alarm", "DeadLetters", "rule/rootwatch-direct/orders", MotoCloud.Account, false)]
    public void A_queue_takes_from_its_own_rules_alone(string template, string queue, string rule, string account, bool isTaken)
    {
        var policy = PolicyOf(template, $"{queue}Policy", $"{queue}.Arn");
        var source = ("aws:SourceArn", $"arn:aws:events:{Region}:{account}:{rule}");

        policy.Allows(PolicyRequest.Of("events.amazonaws.com", "sqs:SendMessage", Part, ("aws:SourceAccount", account), source)).ShouldBe(isTaken);
        policy.Denies(PolicyRequest.Of("events.amazonaws.com", "sqs:SendMessage", Part, ("aws:SourceAccount", account), source, ("aws:SecureTransport", "false"))).ShouldBeTrue();
        policy.Denies(PolicyRequest.Of(Administrator, "sqs:ReceiveMessage", Part)).ShouldBeFalse();
    }

    [Fact]
    public void The_bus_of_a_direct_alarm_takes_from_the_forwarding_roles_of_the_organization_alone()
    {
        var (allowing, guarding) = (PolicyOf("direct-alarm", "BusPolicy", "Bus.Arn"), PolicyOf("direct-alarm", "BusGuard", "Bus.Arn"));
        const string Forwarding = $"arn:aws:iam::{Other}:role/rootwatch-forward-us-east-1";
        static PolicyRequest Put(string principal, string organization, string source) =>
            PolicyRequest.Of(principal, "events:PutEvents", Part, ("aws:PrincipalOrgID", organization), ("events:source", source), ("events:detail-type", "AWS Console Sign In via CloudTrail"));

        allowing.Allows(Put(Forwarding, "o-a1b2c3d4e5", "aws.signin")).ShouldBeTrue();
        allowing.Allows(Put(Forwarding, "o-another0org", "aws.signin")).ShouldBeFalse();
        allowing.Allows(Put(Forwarding, "o-a1b2c3d4e5", "com.evil")).ShouldBeFalse();
        allowing.Allows(Put(Administrator, "o-a1b2c3d4e5", "aws.signin")).ShouldBeFalse();
        guarding.Denies(Put(Administrator, "o-a1b2c3d4e5", "rootwatch")).ShouldBeTrue();
        guarding.Denies(Put(Forwarding, "o-a1b2c3d4e5", "aws.signin")).ShouldBeFalse();
    }

    [Fact]
    public void The_topic_for_Amazon_Q_is_published_to_by_the_bridge_alone()
    {
        var policy = PolicyOf("hub", "AmazonQTopicPolicy", "AmazonQTopicOfAlerts");

        policy.Allows(PolicyRequest.Of(Bridge, "sns:Publish", Part)).ShouldBeTrue();
        policy.Denies(PolicyRequest.Of(Administrator, "sns:Publish", Part)).ShouldBeTrue();
        policy.Denies(PolicyRequest.Of(Bridge, "sns:Publish", Part, ("aws:SecureTransport", "false"))).ShouldBeTrue();
    }

    private static ResourcePolicy PolicyOf(string name, string resource, string part)
    {
        var template = Template.Read(name);
        var evaluation = new Evaluation(template, new Dictionary<string, string>(StringComparer.Ordinal) { ["OrganizationId"] = "o-a1b2c3d4e5" }, MotoCloud.Account, Region)
        {
            Known = { [part] = Part, ["BridgeRole.Arn"] = Bridge },
        };
        var properties = template["Resources"]![resource]!["Properties"]!;
        var policy = properties["PolicyDocument"] ?? new JsonObject { ["Statement"] = new JsonArray(properties["Statement"]!.DeepClone()) };
        return new ResourcePolicy(evaluation.Of(policy)!);
    }
}
