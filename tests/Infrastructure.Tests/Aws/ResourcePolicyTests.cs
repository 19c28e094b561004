using System.Text.Json.Nodes;

namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>Who gets past the policies of buses, queues, topics and the key, read back as they were deployed.</summary>
public sealed class ResourcePolicyTests(ResourcePolicyTests.Deployed deployed) : IClassFixture<ResourcePolicyTests.Deployed>
{
    private const string Organization = "o-a1b2c3d4e5";
    private const string Api = "AWS API Call via CloudTrail";
    private static readonly string Administrator = $"arn:aws:iam::{MotoCloud.Account}:role/administrator";
    private static readonly string Bridge = $"arn:aws:iam::{MotoCloud.Account}:role/rootwatch-bridge";
    private static readonly string HubBus = $"arn:aws:events:{MotoServer.Region}:{MotoCloud.Account}:event-bus/rootwatch";
    private static readonly string SpokeBus = $"arn:aws:events:{Deployment.SpokeRegion}:{MotoCloud.Account}:event-bus/default";
    private readonly Deployment _all = deployed.All;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_hubs_bus_takes_from_the_forwarding_roles_of_the_organization_alone()
    {
        var policy = await BusAsync(MotoServer.Region, "rootwatch");
        const string Forwarding = "arn:aws:iam::444455556666:role/rootwatch-forward-eu-west-1";

        policy.Allows(Put(HubBus, Forwarding, Organization, "aws.iam", Api)).ShouldBeTrue();
        policy.Allows(Put(HubBus, Forwarding, Organization, "rootwatch", "RootWatch Heartbeat")).ShouldBeTrue();
        policy.Allows(Put(HubBus, $"arn:aws:iam::{MotoCloud.Account}:role/rootwatch-forward-us-east-1", Organization, "aws.signin", "AWS Console Sign In via CloudTrail")).ShouldBeTrue();

        policy.Allows(Put(HubBus, Forwarding, "o-another0org", "aws.iam", Api)).ShouldBeFalse();
        policy.Allows(Put(HubBus, Forwarding, Organization, "com.evil", Api)).ShouldBeFalse();
        policy.Allows(Put(HubBus, Forwarding, Organization, "awsx.iam", Api)).ShouldBeFalse();
        policy.Allows(Put(HubBus, Forwarding, Organization, "aws.s3", "Object Created")).ShouldBeFalse();
        policy.Allows(Put(HubBus, "arn:aws:iam::444455556666:role/administrator", Organization, "aws.iam", Api)).ShouldBeFalse();
        policy.Allows(Put(HubBus, "arn:aws:iam::444455556666:user/rootwatch-forward-eu-west-1", Organization, "aws.iam", Api)).ShouldBeFalse();
    }

    [Fact]
    public async Task Not_even_the_hub_accounts_own_principals_put_onto_its_bus()
    {
        var policy = await BusAsync(MotoServer.Region, "rootwatch");

        // What a policy of their own allows them, a denial here takes away.
        policy.Denies(Put(HubBus, Administrator, Organization, "rootwatch", "RootWatch Heartbeat")).ShouldBeTrue();
        policy.Denies(Put(HubBus, $"arn:aws:iam::{MotoCloud.Account}:root", Organization, "rootwatch", "RootWatch Test")).ShouldBeTrue();
        policy.Denies(Put(HubBus, $"arn:aws:iam::{MotoCloud.Account}:role/rootwatch-hub-heartbeat", Organization, "rootwatch", "RootWatch Heartbeat")).ShouldBeFalse();
    }

    [Fact]
    public async Task Only_RootWatchs_roles_put_its_source_onto_a_spokes_bus_and_nobody_elses_events_are_touched()
    {
        var policy = await BusAsync(Deployment.SpokeRegion, "default");

        policy.Denies(Put(SpokeBus, Administrator, Organization, "rootwatch", "RootWatch Heartbeat")).ShouldBeTrue();
        policy.Denies(Put(SpokeBus, Administrator, Organization, "rootwatch", "RootWatch Test")).ShouldBeTrue();
        policy.Denies(Put(SpokeBus, $"arn:aws:iam::{MotoCloud.Account}:role/rootwatch-heartbeat-eu-west-1", Organization, "rootwatch", "RootWatch Heartbeat")).ShouldBeTrue();

        policy.Denies(Put(SpokeBus, $"arn:aws:iam::{MotoCloud.Account}:role/rootwatch-heartbeat-us-east-1", Organization, "rootwatch", "RootWatch Heartbeat")).ShouldBeFalse();
        policy.Denies(Put(SpokeBus, $"arn:aws:iam::{MotoCloud.Account}:role/rootwatch-test-us-east-1", Organization, "rootwatch", "RootWatch Test")).ShouldBeFalse();
        policy.Denies(Put(SpokeBus, Administrator, Organization, "com.acme.orders", "Order Placed")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_topics_of_alerts_and_alarms_are_published_to_by_the_bridge_and_by_CloudWatch_alone()
    {
        var (alerts, operations) = (_all.HubOutputs["TopicArn"], _all.HubOutputs["OperationsTopicArn"]);
        var (alertPolicy, operationsPolicy) = (await TopicAsync(alerts), await TopicAsync(operations));

        alertPolicy.Allows(Publish(alerts, Bridge)).ShouldBeTrue();
        alertPolicy.Denies(Publish(alerts, Administrator)).ShouldBeTrue();
        alertPolicy.Allows(Publish(alerts, "events.amazonaws.com")).ShouldBeFalse();
        operationsPolicy.Allows(Publish(operations, "cloudwatch.amazonaws.com", ("aws:SourceAccount", MotoCloud.Account))).ShouldBeTrue();
        operationsPolicy.Allows(Publish(operations, "cloudwatch.amazonaws.com", ("aws:SourceAccount", "444455556666"))).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_TLS_nobody_publishes_or_sends()
    {
        var (alerts, operations, queue) = (_all.HubOutputs["TopicArn"], _all.HubOutputs["OperationsTopicArn"], QueueArn("rootwatch-dead-letters"));

        (await TopicAsync(alerts)).Denies(Publish(alerts, Bridge, ("aws:SecureTransport", "false"))).ShouldBeTrue();
        (await TopicAsync(operations)).Denies(Publish(operations, "cloudwatch.amazonaws.com", ("aws:SecureTransport", "false"))).ShouldBeTrue();
        (await QueueAsync("rootwatch-dead-letters")).Denies(PolicyRequest.Of(Administrator, "sqs:ReceiveMessage", queue, ("aws:SecureTransport", "false"))).ShouldBeTrue();
        (await QueueAsync("rootwatch-dead-letters")).Denies(PolicyRequest.Of(Administrator, "sqs:ReceiveMessage", queue)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("rootwatch-dead-letters", "rule/rootwatch/rootwatch-root-activity", MotoCloud.Account, true)]
    [InlineData("rootwatch-dead-letters", "rule/rootwatch/rootwatch-root-activity", "444455556666", false)]
    [InlineData("rootwatch-dead-letters", "rule/another", MotoCloud.Account, false)]
    [InlineData("rootwatch-tampering-dead-letters", "rule/rootwatch/rootwatch-own-tampering", MotoCloud.Account, true)]
    [InlineData("rootwatch-tampering-dead-letters", "rule/rootwatch-hub-tampering", MotoCloud.Account, true)]
    [InlineData("rootwatch-tampering-dead-letters", "rule/another", MotoCloud.Account, false)]
    public async Task A_dead_letter_queue_takes_from_its_own_rules_alone(string queue, string rule, string account, bool isTaken)
    {
        var arn = $"arn:aws:events:{MotoServer.Region}:{account}:{rule}";

        (await QueueAsync(queue)).Allows(PolicyRequest.Of("events.amazonaws.com", "sqs:SendMessage", QueueArn(queue), ("aws:SourceAccount", account), ("aws:SourceArn", arn))).ShouldBe(isTaken);
    }

    [Fact]
    public async Task The_key_is_used_by_the_bridge_and_by_the_accounts_own_alarms()
    {
        var policy = await KeyAsync();

        policy.Allows(PolicyRequest.Of(Bridge, "kms:GenerateDataKey", "any")).ShouldBeTrue();
        policy.Allows(PolicyRequest.Of("cloudwatch.amazonaws.com", "kms:Decrypt", "any", ("aws:SourceAccount", MotoCloud.Account))).ShouldBeTrue();
        policy.Allows(PolicyRequest.Of("cloudwatch.amazonaws.com", "kms:Decrypt", "any", ("aws:SourceAccount", "444455556666"))).ShouldBeFalse();
        policy.Allows(PolicyRequest.Of("events.amazonaws.com", "kms:Decrypt", "any")).ShouldBeFalse();
        policy.Allows(PolicyRequest.Of(Bridge, "kms:PutKeyPolicy", "any")).ShouldBeFalse();
    }

    [Fact]
    public async Task EventBridge_publishes_to_the_direct_alarms_topic_without_a_condition_and_nobody_else_does()
    {
        var topic = (await new MotoCloud(_all.Moto.Api, MotoServer.Region).DeployAsync(
            "direct-alarm", new Dictionary<string, string>(StringComparer.Ordinal) { ["BusName"] = "rootwatch", ["AlertEmail"] = "on-call@example.com" }))["TopicArn"];
        var policy = await TopicAsync(topic);

        // Whatever EventBridge says of the account and the rule, or does not say.
        policy.Allows(Publish(topic, "events.amazonaws.com")).ShouldBeTrue();
        policy.Denies(Publish(topic, Administrator)).ShouldBeTrue();
        policy.Allows(Publish(topic, "s3.amazonaws.com")).ShouldBeFalse();
        (await TopicAttributesAsync(topic)).ShouldNotContain("KmsMasterKeyId");
    }

    private static PolicyRequest Put(string bus, string principal, string organization, string source, string detailType) =>
        PolicyRequest.Of(principal, "events:PutEvents", bus, ("aws:PrincipalOrgID", organization), ("events:source", source), ("events:detail-type", detailType));

    private static PolicyRequest Publish(string topic, string principal, params (string Key, string Value)[] keys) => PolicyRequest.Of(principal, "sns:Publish", topic, keys);

    private static string QueueArn(string name) => $"arn:aws:sqs:{MotoServer.Region}:{MotoCloud.Account}:{name}";

    private async Task<ResourcePolicy> BusAsync(string region, string name) =>
        ResourcePolicy.Parse((string)(await _all.Moto.Api.JsonAsync("events", region, "AWSEvents.DescribeEventBus", new JsonObject { ["Name"] = name }, Cancellation))["Policy"]!);

    private async Task<ResourcePolicy> TopicAsync(string arn) =>
        ResourcePolicy.Parse((await AttributesAsync(arn)).Single(attribute => attribute.Name == "Policy").Value);

    private async Task<IEnumerable<string>> TopicAttributesAsync(string arn) => (await AttributesAsync(arn)).Select(attribute => attribute.Name);

    private async Task<IEnumerable<(string Name, string Value)>> AttributesAsync(string arn) =>
        (await _all.Moto.Api.QueryAsync("sns", MotoServer.Region, "2010-03-31", "GetTopicAttributes", [("TopicArn", arn)], Cancellation)).Descendants("entry").Select(entry => (entry.Element("key")!.Value, entry.Element("value")!.Value));

    private async Task<ResourcePolicy> QueueAsync(string name)
    {
        var url = (string)(await SqsAsync("GetQueueUrl", new JsonObject { ["QueueName"] = name }))["QueueUrl"]!;
        return ResourcePolicy.Parse((string)(await SqsAsync("GetQueueAttributes", new JsonObject { ["QueueUrl"] = url, ["AttributeNames"] = new JsonArray("Policy") }))["Attributes"]!["Policy"]!);
    }

    private async Task<ResourcePolicy> KeyAsync()
    {
        var keys = (await _all.Moto.Api.JsonAsync("kms", MotoServer.Region, "TrentService.ListKeys", new JsonObject(), Cancellation))["Keys"]!.AsArray();
        var key = (string)keys.ShouldHaveSingleItem()!["KeyId"]!;

        // moto keeps it as it was in the template.
        return new ResourcePolicy((await _all.Moto.Api.JsonAsync("kms", MotoServer.Region, "TrentService.GetKeyPolicy", new JsonObject { ["KeyId"] = key, ["PolicyName"] = "default" }, Cancellation))["Policy"]!);
    }

    private Task<JsonNode> SqsAsync(string operation, JsonObject request) => _all.Moto.Api.JsonAsync("sqs", MotoServer.Region, $"AmazonSQS.{operation}", request, Cancellation);

    /// <summary>Deployed once, since these tests only read.</summary>
    public sealed class Deployed : IAsyncLifetime
    {
        internal Deployment All { get; private set; } = null!;

        public async ValueTask InitializeAsync() => All = await Deployment.CreateAsync();

        public async ValueTask DisposeAsync()
        {
            if (All is not null)
            {
                await All.DisposeAsync();
            }
        }
    }
}
