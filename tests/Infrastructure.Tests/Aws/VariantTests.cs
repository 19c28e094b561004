using System.Text.Json.Nodes;

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
    public async Task A_key_of_the_customers_takes_the_place_of_the_stacks_own_and_encrypts_the_queues_too()
    {
        const string Key = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        var outputs = await DeployAsync(("KmsKeyArn", Key));

        var topic = await _moto.Api.QueryAsync("sns", MotoServer.Region, "2010-03-31", "GetTopicAttributes", [("TopicArn", outputs["TopicArn"])], Cancellation);
        var queue = await _moto.Api.JsonAsync(
            "sqs", MotoServer.Region, "AmazonSQS.GetQueueAttributes", new JsonObject { ["QueueUrl"] = outputs["DeadLettersUrl"], ["AttributeNames"] = new JsonArray("All") }, Cancellation);
        var rule = await EventsAsync("DescribeRule", new JsonObject { ["Name"] = "rootwatch-hub-tampering" });
        var keys = await _moto.Api.JsonAsync("kms", MotoServer.Region, "TrentService.ListKeys", new JsonObject(), Cancellation);

        topic.Descendants("entry").Single(entry => entry.Element("key")!.Value == "KmsMasterKeyId").Element("value")!.Value.ShouldBe(Key);
        queue["Attributes"]!["KmsMasterKeyId"]!.ToString().ShouldBe(Key);
        JsonNode.Parse((string)rule["EventPattern"]!)!["detail"]!["requestParameters"]!["keyId"]!.ToJsonString().ShouldBe($"""["1234abcd-12ab-34cd-56ef-1234567890ab","{Key}"]""");
        keys["Keys"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Amazon_Q_gets_a_topic_that_the_bridge_may_publish_to_and_tags_are_read_only_where_asked()
    {
        var outputs = await DeployAsync(("AmazonQTopic", "true"), ("ReadAccountTags", "true"));

        outputs["AmazonQTopicArn"].ShouldEndWith(":rootwatch-amazon-q");
        var policies = await _moto.Api.QueryAsync("iam", MotoServer.Region, "2010-05-08", "ListRolePolicies", [("RoleName", "rootwatch-bridge")], Cancellation);
        policies.Descendants("member").Select(policy => policy.Value).ShouldBe(["publish", "read-account-tags"], ignoreOrder: true);
        var publish = await _moto.Api.QueryAsync("iam", MotoServer.Region, "2010-05-08", "GetRolePolicy", [("RoleName", "rootwatch-bridge"), ("PolicyName", "publish")], Cancellation);
        JsonNode.Parse(Uri.UnescapeDataString(publish.Descendants("PolicyDocument").Single().Value))!["Statement"]![0]!["Resource"]!.AsArray().Select(topic => (string)topic!).ShouldBe([outputs["TopicArn"], outputs["AmazonQTopicArn"]]);
    }

    [Fact]
    public async Task Another_period_of_heartbeats_is_that_of_the_hubs_schedule_and_of_the_alarm_that_misses_them()
    {
        await DeployAsync(("HeartbeatMinutes", "30"));

        var alarms = await _moto.Api.QueryAsync("monitoring", MotoServer.Region, "2010-08-01", "DescribeAlarms", [("AlarmNames.member.1", "rootwatch-nothing-delivered")], Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/schedules/rootwatch-hub-heartbeat");
        var schedule = await _moto.Api.SendAsync("scheduler", MotoServer.Region, request, Cancellation);

        alarms.Descendants("Period").Single().Value.ShouldBe("180");
        alarms.Descendants("EvaluationPeriods").Single().Value.ShouldBe("30");
        JsonNode.Parse(schedule)!["ScheduleExpression"]!.ToString().ShouldBe("rate(30 minutes)");
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
    [InlineData("true", "", 1, 0)]
    [InlineData("true", "arn:aws:sns:eu-central-1:123456789012:rootwatch-operations", 1, 1)]
    [InlineData("false", "", 0, 0)]
    public async Task A_spoke_has_an_alarm_on_its_queue_unless_it_is_switched_off(string isOn, string topic, int alarms, int actions)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HubBusArn"] = $"arn:aws:events:{MotoServer.Region}:{MotoCloud.Account}:event-bus/rootwatch",
            ["QueueAlarm"] = isOn,
            ["OperationsTopicArn"] = topic,
        };

        await new MotoCloud(_moto.Api, MotoServer.Region).DeployAsync("spoke", parameters);

        var there = await _moto.Api.QueryAsync("monitoring", MotoServer.Region, "2010-08-01", "DescribeAlarms", [], Cancellation);
        there.Descendants("AlarmName").Count(name => name.Value == "rootwatch-undelivered").ShouldBe(alarms);
        there.Descendants("AlarmActions").Sum(list => list.Elements("member").Count()).ShouldBe(actions);
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
