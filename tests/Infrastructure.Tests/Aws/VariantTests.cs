using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using RootWatch.Simulator.Deployed;

namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>What the parameters of hub and spoke choose between.</summary>
public sealed class VariantTests : IAsyncLifetime
{
    private MotoServer _moto = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _moto = await MotoServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_moto is not null)
        {
            await _moto.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_direct_alarm_is_for_roots_sign_ins_alone()
    {
        await DeployAsync(("DirectAlarm", "true"));
        var bus = new DeployedBus(_moto.Api, MotoServer.Region, "rootwatch", new FakeTimeProvider());
        await bus.ReadAsync(Cancellation);
        var alarm = bus.Rules.Single(rule => rule.Name == "rootwatch-direct-alarm");

        // moto sends to no topic: only its pattern is tried.
        await EventsAsync("RemoveTargets", new JsonObject { ["EventBusName"] = "rootwatch", ["Rule"] = alarm.Name, ["Ids"] = new JsonArray("topic") });
        foreach (var (detailType, type) in new[] { ("AWS Console Sign In via CloudTrail", "Root"), ("AWS Console Signin via CloudTrail", "root"), ("AWS Console Sign In via CloudTrail", "IAMUser"), ("AWS API Call via CloudTrail", "Root") })
        {
            var entry = new JsonObject { ["EventBusName"] = "rootwatch", ["Source"] = "aws.signin", ["DetailType"] = detailType, ["Detail"] = new JsonObject { ["userIdentity"] = new JsonObject { ["type"] = type } }.ToJsonString() };
            await EventsAsync("PutEvents", new JsonObject { ["Entries"] = new JsonArray(entry) });
        }

        (await bus.MatchedAsync(alarm.Name, Cancellation)).Count.ShouldBe(2);
        alarm.Targets.ShouldHaveSingleItem().Arn.ShouldEndWith(":rootwatch-alerts");
    }

    [Fact]
    public async Task Without_it_the_hub_has_one_rule()
    {
        await DeployAsync();

        var rules = await EventsAsync("ListRules", new JsonObject { ["EventBusName"] = "rootwatch" });

        rules["Rules"]!.AsArray().Select(rule => (string)rule!["Name"]!).ShouldBe(["rootwatch-deliver"]);
    }

    [Fact]
    public async Task Amazon_Q_gets_a_topic_that_the_bridge_may_publish_to_and_tags_are_read_only_where_asked()
    {
        var outputs = await DeployAsync(("AmazonQTopic", "true"), ("ReadAccountTags", "true"));

        outputs["AmazonQTopicArn"].ShouldEndWith(":rootwatch-amazon-q");
        var policies = await _moto.Api.QueryAsync("iam", MotoServer.Region, "2010-05-08", "ListRolePolicies", [("RoleName", "rootwatch-bridge")], Cancellation);
        policies.Descendants("member").Select(policy => policy.Value).ShouldBe(["ask-for-subscribers", "publish", "publish-to-amazon-q", "read-account-tags"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_FIFO_topic_is_one_by_name_and_attribute()
    {
        var outputs = await DeployAsync(("FifoTopic", "true"));

        var attributes = await _moto.Api.QueryAsync("sns", MotoServer.Region, "2010-03-31", "GetTopicAttributes", [("TopicArn", outputs["TopicArn"])], Cancellation);

        outputs["TopicArn"].ShouldEndWith(":rootwatch-alerts.fifo");
        attributes.Descendants("entry").Single(entry => entry.Element("key")!.Value == "FifoTopic").Element("value")!.Value.ShouldBe("true");
        attributes.Descendants("entry").ShouldContain(entry => entry.Element("key")!.Value == "KmsMasterKeyId");
    }

    [Fact]
    public async Task With_OAuth_the_connection_asks_Entra_for_a_token_of_the_scope()
    {
        await DeployAsync(
            ("Authorization", "OAuth"), ("OAuthTokenUrl", "https://login.microsoftonline.com/t/oauth2/v2.0/token"), ("OAuthClientId", "client"), ("OAuthClientSecret", "s"), ("OAuthScope", "api://app/.default"));

        var connection = await EventsAsync("DescribeConnection", new JsonObject { ["Name"] = "rootwatch" });

        connection["AuthorizationType"]!.ToString().ShouldBe("OAUTH_CLIENT_CREDENTIALS");
        var oauth = connection["AuthParameters"]!["OAuthParameters"]!;
        oauth["AuthorizationEndpoint"]!.ToString().ShouldBe("https://login.microsoftonline.com/t/oauth2/v2.0/token");
        oauth["OAuthHttpParameters"]!["BodyParameters"]!.AsArray().Select(parameter => $"{parameter!["Key"]}={parameter["Value"]}").ShouldBe(["grant_type=client_credentials", "scope=api://app/.default"]);
    }

    [Fact]
    public async Task A_provider_that_is_there_already_is_used()
    {
        var provider = $"arn:aws:iam::{MotoCloud.Account}:oidc-provider/sts.windows.net/{Deployment.Tenant}/";
        await DeployAsync(("ExistingOidcProviderArn", provider));

        var role = await _moto.Api.QueryAsync("iam", MotoServer.Region, "2010-05-08", "GetRole", [("RoleName", "rootwatch-bridge")], Cancellation);
        var providers = await _moto.Api.QueryAsync("iam", MotoServer.Region, "2010-05-08", "ListOpenIDConnectProviders", [], Cancellation);

        Uri.UnescapeDataString(role.Descendants("AssumeRolePolicyDocument").Single().Value).ShouldContain(provider);
        providers.Descendants("Arn").ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_mail_address_is_subscribed_to_its_topic()
    {
        var outputs = await DeployAsync(("AlertEmail", "a@example.com"), ("SecondAlertEmail", "b@example.com"), ("OperationsEmail", "c@example.com"));

        var subscriptions = await _moto.Api.QueryAsync("sns", MotoServer.Region, "2010-03-31", "ListSubscriptions", [], Cancellation);

        subscriptions.Descendants("member").Select(member => $"{member.Element("TopicArn")!.Value} {member.Element("Endpoint")!.Value}").ShouldBe(
            [$"{outputs["TopicArn"]} a@example.com", $"{outputs["TopicArn"]} b@example.com", $"{outputs["OperationsTopicArn"]} c@example.com"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("arn:aws:sns:eu-central-1:123456789012:rootwatch-operations", 1)]
    public async Task A_spoke_has_an_alarm_only_where_a_topic_hears_it(string? topic, int alarms)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["HubBusArn"] = $"arn:aws:events:{MotoServer.Region}:{MotoCloud.Account}:event-bus/rootwatch" };
        if (topic is not null)
        {
            parameters["OperationsTopicArn"] = topic;
        }

        await new MotoCloud(_moto.Api, MotoServer.Region).DeployAsync("spoke", parameters);

        var there = await _moto.Api.QueryAsync("monitoring", MotoServer.Region, "2010-08-01", "DescribeAlarms", [], Cancellation);
        there.Descendants("AlarmName").Count(name => name.Value == "rootwatch-undelivered").ShouldBe(alarms);
    }

    private Task<IReadOnlyDictionary<string, string>> DeployAsync(params (string Name, string Value)[] parameters)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["FunctionUrl"] = "https://func-rootwatch.azurewebsites.net/api/events",
            ["FunctionKey"] = Deployment.Key,
            ["OrganizationId"] = "o-a1b2c3d4e5",
            ["EntraTenantId"] = Deployment.Tenant,
            ["BridgeObjectId"] = Deployment.Identity,
            ["BridgeAudience"] = Deployment.Audience,
        };
        foreach (var (name, value) in parameters)
        {
            all[name] = value;
        }

        return new MotoCloud(_moto.Api, MotoServer.Region).DeployAsync("hub", all);
    }

    private Task<JsonNode> EventsAsync(string operation, JsonObject request) => _moto.Api.JsonAsync("events", MotoServer.Region, $"AWSEvents.{operation}", request, Cancellation);
}
