using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Cli.Redrive;
using RootWatch.Simulator;
using RootWatch.Simulator.Deployed;

namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>Both templates deployed, and events put onto a spoke's bus: what comes out at the other end.</summary>
public sealed class HubAndSpokeTests : IAsyncLifetime
{
    private Deployment _all = null!;
    private string _subscriber = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _all = await Deployment.CreateAsync();
        _subscriber = await _all.SubscribeAsync("subscriber");
    }

    public async ValueTask DisposeAsync()
    {
        if (_all is not null)
        {
            await _all.DisposeAsync();
        }
    }

    [Fact]
    public async Task Root_use_in_a_spoke_comes_out_of_the_topic_and_in_Teams()
    {
        await _all.PutSampleAsync("root-create-access-key");
        await _all.PutSampleAsync("silent-iam-user");

        var report = (await _all.DeliverAsync()).ShouldHaveSingleItem();

        report.Attempts.ShouldHaveSingleItem().Status.ShouldBe(HttpStatusCode.OK, report.Attempts[0].Body);
        (await _all.ReceiveAsync(_subscriber)).ShouldHaveSingleItem()["Body"]!.ToString().ShouldContain("Root created an access key for itself");
        _all.Sinks.Workflow.Received.ShouldHaveSingleItem().Card.GetRawText().ShouldContain("Root created an access key for itself");
    }

    [Fact]
    public async Task A_heartbeat_takes_the_same_way()
    {
        var schedule = await ScheduleAsync("rootwatch-heartbeat");
        var target = schedule["Target"]!;

        await _all.PutAsync((string)target["EventBridgeParameters"]!["Source"]!, (string)target["EventBridgeParameters"]!["DetailType"]!, (string)target["Input"]!);
        (await _all.DeliverAsync()).ShouldHaveSingleItem().IsDelivered.ShouldBeTrue();

        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("x-functions-key", Deployment.Key);
        var coverage = await client.GetFromJsonAsync(new Uri(_all.FunctionUrl, "/api/coverage"), HeartbeatJson.Default.CoverageArray, Cancellation);
        coverage!.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            spoke => spoke.Account.ShouldBe(MotoCloud.Account),
            spoke => spoke.Region.ShouldBe(Deployment.SpokeRegion),
            spoke => spoke.State.ShouldBe(CoverageState.Alive));
        schedule["ScheduleExpression"]!.ToString().ShouldBe("rate(5 minutes)");
    }

    [Fact]
    public async Task The_hubs_own_heartbeat_takes_the_rule_for_root_and_no_other()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/schedules/rootwatch-hub-heartbeat");
        var schedule = JsonNode.Parse(await _all.Moto.Api.SendAsync("scheduler", MotoServer.Region, request, Cancellation))!;
        var target = schedule["Target"]!;

        await PutAtHubAsync((string)target["EventBridgeParameters"]!["Source"]!, (string)target["EventBridgeParameters"]!["DetailType"]!, (string)target["Input"]!);

        (await MatchedRulesAsync()).ShouldBe(["rootwatch-root-activity"]);
        schedule["ScheduleExpression"]!.ToString().ShouldBe("rate(5 minutes)");
        target["Arn"]!.ToString().ShouldBe($"arn:aws:events:{MotoServer.Region}:{MotoCloud.Account}:event-bus/rootwatch");
    }

    [Fact]
    public async Task A_heartbeat_of_a_spoke_takes_the_rule_for_heartbeats_and_no_other()
    {
        await PutAtHubAsync("rootwatch", "RootWatch Heartbeat", "{}");

        (await MatchedRulesAsync()).ShouldBe(["rootwatch-own-signs"]);
    }

    [Fact]
    public async Task The_CloudTrail_probe_calls_once_a_day_what_changes_nothing()
    {
        var schedule = await ScheduleAsync("rootwatch-cloudtrail-probe");
        var target = schedule["Target"]!;
        var request = JsonNode.Parse((string)target["Input"]!)!.AsObject();
        var rule = new JsonObject { ["ResourceARN"] = $"arn:aws:events:{Deployment.SpokeRegion}:{MotoCloud.Account}:rule/rootwatch-root-activity" };
        var before = await SpokeEventsAsync("ListTagsForResource", rule);

        await SpokeEventsAsync("TagResource", request);

        (await SpokeEventsAsync("ListTagsForResource", rule)).ToJsonString().ShouldBe(before.ToJsonString());
        before.ToJsonString().ShouldBe("""{"Tags":[{"Key":"application","Value":"rootwatch"}]}""");
        request["ResourceARN"]!.ToString().ShouldBe(rule["ResourceARN"]!.ToString());
        target["Arn"]!.ToString().ShouldBe("arn:aws:scheduler:::aws-sdk:eventbridge:tagResource");
        target["RoleArn"]!.ToString().ShouldBe($"arn:aws:iam::{MotoCloud.Account}:role/rootwatch-cloudtrail-probe-{Deployment.SpokeRegion}");
        (schedule["State"]!.ToString(), schedule["ScheduleExpression"]!.ToString()).ShouldBe(("ENABLED", "rate(1 day)"));
    }

    [Fact]
    public async Task The_CloudTrail_probes_role_may_make_that_one_call_alone()
    {
        var role = $"rootwatch-cloudtrail-probe-{Deployment.SpokeRegion}";

        var policies = (await IamAsync("ListRolePolicies", ("RoleName", role))).Descendants("member").Select(name => name.Value).ToList();
        var attached = (await IamAsync("ListAttachedRolePolicies", ("RoleName", role))).Descendants("member");
        var policy = JsonNode.Parse(Uri.UnescapeDataString((await IamAsync("GetRolePolicy", ("RoleName", role), ("PolicyName", policies.ShouldHaveSingleItem()))).Descendants("PolicyDocument").Single().Value))!;
        var statement = policy["Statement"]!.AsArray().ShouldHaveSingleItem()!;

        attached.ShouldBeEmpty();
        statement["Action"]!.ToString().ShouldBe("events:TagResource");
        statement["Resource"]!.ToString().ShouldBe($"arn:aws:events:{Deployment.SpokeRegion}:{MotoCloud.Account}:rule/rootwatch-root-activity");
        statement["Condition"]!.ToJsonString().ShouldBe("""{"StringEquals":{"aws:RequestTag/application":"rootwatch"},"ForAllValues:StringEquals":{"aws:TagKeys":"application"}}""");
    }

    [Fact]
    public async Task The_CloudTrail_probes_event_reaches_the_function_and_tells_nobody()
    {
        await _all.PutCloudTrailProbeAsync();

        var report = (await _all.DeliverAsync()).ShouldHaveSingleItem();

        report.Attempts.ShouldHaveSingleItem().Status.ShouldBe(HttpStatusCode.OK, report.Attempts[0].Body);
        (await _all.ReceiveAsync(_subscriber)).ShouldBeEmpty();
        _all.Sinks.Workflow.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_done_to_the_hubs_key_is_told_and_to_another_key_is_not()
    {
        var bus = new DeployedBus(_all.Moto.Api, MotoServer.Region, "default", TimeProvider.System);
        await bus.ReadAsync(Cancellation);
        var keys = await _all.Moto.Api.JsonAsync("kms", MotoServer.Region, "TrentService.ListKeys", new JsonObject(), Cancellation);
        var own = (string)keys["Keys"]!.AsArray().ShouldHaveSingleItem()!["KeyId"]!;

        foreach (var key in new[] { own, "0f1e2d3c-4b5a-4678-9abc-def012345678" })
        {
            await PutAtHubAsync("aws.kms", "AWS API Call via CloudTrail", Disabled(key), "default");
        }

        var report = (await bus.DeliverAsync(MotoCloud.Account, MotoServer.Region, Cancellation)).ShouldHaveSingleItem();
        report.IsDelivered.ShouldBeTrue(report.Attempts[0].Body);
        (await _all.ReceiveAsync(_subscriber)).ShouldHaveSingleItem()["Body"]!.ToString().ShouldContain("DisableKey");

        static string Disabled(string key) => new JsonObject
        {
            ["userIdentity"] = new JsonObject { ["type"] = "IAMUser", ["arn"] = $"arn:aws:iam::{MotoCloud.Account}:user/mallory", ["accountId"] = MotoCloud.Account },
            ["eventSource"] = "kms.amazonaws.com",
            ["eventName"] = "DisableKey",
            ["eventTime"] = "2026-11-20T10:00:00Z",
            ["eventID"] = "7c1d9a54-3f0e-4d2b-8a6c-5e4f3d2c1b0a",
            ["awsRegion"] = MotoServer.Region,
            ["readOnly"] = false,
            ["requestParameters"] = new JsonObject { ["keyId"] = key },
            ["recipientAccountId"] = MotoCloud.Account,
        }.ToJsonString();
    }

    [Fact]
    public async Task While_the_function_is_gone_events_wait_and_redrive_brings_each_in_once()
    {
        await _all.StopFunctionAsync();
        await _all.PutSampleAsync("root-create-access-key");
        await _all.PutSampleAsync("root-delete-trail");

        var reports = await _all.DeliverAsync();

        // Root that turns CloudTrail off takes two rules in the spoke and two in the hub: as root, and as whoever tampers.
        reports.Count.ShouldBe(5);
        reports.ShouldAllBe(report => !report.IsDelivered && report.Attempts.Count > 90, "a day of retries, or 185");
        (await RulesOfDeadLettersAsync("DeadLettersUrl")).ShouldBe([.. Enumerable.Repeat("rule/rootwatch/rootwatch-root-activity", 3)]);
        (await RulesOfDeadLettersAsync("TamperingDeadLettersUrl")).ShouldBe([.. Enumerable.Repeat("rule/rootwatch/rootwatch-controls-tampering", 2)]);

        await _all.StartFunctionAsync();
        (await RedriveAsync("DeadLettersUrl")).ShouldBe((3, 0));
        (await RedriveAsync("DeadLettersUrl")).ShouldBe((0, 0));
        (await RedriveAsync("TamperingDeadLettersUrl")).ShouldBe((2, 0));

        (await _all.ReceiveAsync(_all.HubOutputs["DeadLettersUrl"])).ShouldBeEmpty();
        (await _all.ReceiveAsync(_subscriber)).Count.ShouldBe(2);
        _all.Sinks.Workflow.Received.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_the_bridge_refuses_stays_in_the_queue()
    {
        await _all.Moto.Api.JsonAsync("sqs", MotoServer.Region, "AmazonSQS.SendMessage", new JsonObject { ["QueueUrl"] = _all.HubOutputs["DeadLettersUrl"], ["MessageBody"] = "no event" }, Cancellation);

        (await RedriveAsync("DeadLettersUrl")).ShouldBe((0, 1));
    }

    [Fact]
    public async Task The_hub_delivers_what_its_own_filters_match_and_nothing_else()
    {
        await PutAtHubAsync("com.example", "AWS API Call via CloudTrail");
        await PutAtHubAsync("rootwatch", "AWS API Call via CloudTrail");
        await PutAtHubAsync("com.evil", "RootWatch Heartbeat", "{}");
        await PutAtHubAsync("aws.s3", "Object Created", "{}");
        await PutAtHubAsync("aws.iam", "AWS API Call via CloudTrail", """{"userIdentity":{"type":"IAMUser"},"eventSource":"iam.amazonaws.com","eventName":"CreateUser"}""");

        (await _all.DeliverAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_functions_identity_may_publish_and_only_to_the_topic()
    {
        var role = await IamAsync("GetRole", ("RoleName", "rootwatch-bridge"));
        var trust = JsonNode.Parse(Uri.UnescapeDataString(role.Descendants("AssumeRolePolicyDocument").Single().Value))!["Statement"]![0]!;
        var policy = JsonNode.Parse(Uri.UnescapeDataString((await IamAsync("GetRolePolicy", ("RoleName", "rootwatch-bridge"), ("PolicyName", "publish"))).Descendants("PolicyDocument").Single().Value))!;

        trust["Principal"]!["Federated"]!.ToString().ShouldBe($"arn:aws:iam::{MotoCloud.Account}:oidc-provider/sts.windows.net/{Deployment.Tenant}/");
        trust["Condition"]!.ToJsonString().ShouldBe($$$"""{"StringEquals":{"sts.windows.net/{{{Deployment.Tenant}}}/:aud":"{{{Deployment.Audience}}}","sts.windows.net/{{{Deployment.Tenant}}}/:sub":"{{{Deployment.Identity}}}"}}""");
        var statement = policy["Statement"]!.AsArray().ShouldHaveSingleItem()!;
        statement["Action"]!.ToJsonString().ShouldBe("""["sns:Publish","sns:GetTopicAttributes"]""");

        // moto keeps null for what CloudFormation leaves out.
        statement["Resource"]!.AsArray().Where(topic => topic is not null).ShouldHaveSingleItem()!.ToString().ShouldBe(_all.HubOutputs["TopicArn"]);
        (await IamAsync("ListRolePolicies", ("RoleName", "rootwatch-bridge"))).Descendants("member").ShouldHaveSingleItem().Value.ShouldBe("publish");
    }

    [Fact]
    public async Task Alarms_of_the_way_itself_go_to_a_topic_that_needs_no_Azure()
    {
        var alarms = await _all.Moto.Api.QueryAsync("monitoring", MotoServer.Region, "2010-08-01", "DescribeAlarms", [], Cancellation);

        alarms.Descendants("AlarmName").Select(name => name.Value).ShouldBe(
            [
                "rootwatch-dead-letters", "rootwatch-dead-letters-age", "rootwatch-tampering-dead-letters", "rootwatch-nothing-delivered", "rootwatch-sent-to-dead-letters",
                "rootwatch-lost-dead-letters", "rootwatch-retried-invocations", "rootwatch-undelivered-notifications", "rootwatch-still-raised",
            ],
            ignoreOrder: true);
        alarms.Descendants("AlarmActions").ShouldAllBe(actions => actions.Value == _all.HubOutputs["OperationsTopicArn"]);
        alarms.Descendants("AlarmActions").Count().ShouldBe(9);
    }

    private async Task<IReadOnlyList<string>> RulesOfDeadLettersAsync(string queue) =>
        [.. (await _all.ReceiveAsync(_all.HubOutputs[queue])).Select(letter => letter["MessageAttributes"]!["RULE_ARN"]!["StringValue"]!.ToString().Split(':')[^1])];

    private async Task<(int Delivered, int Left)> RedriveAsync(string queue)
    {
        using var bridge = new ApiDestination(_all.FunctionUrl, new ApiDestinationConnection("x-functions-key", Deployment.Key), new RetryPolicy { MaximumRetryAttempts = 0 }, TimeProvider.System, new Random(1));
        return await new Redriver(_all.Moto.Api, MotoServer.Region, new Uri(_all.HubOutputs[queue])).RunAsync(bridge, Cancellation);
    }

    private async Task<JsonNode> ScheduleAsync(string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/schedules/{name}");
        return JsonNode.Parse(await _all.Moto.Api.SendAsync("scheduler", Deployment.SpokeRegion, request, Cancellation))!;
    }

    private Task<JsonNode> SpokeEventsAsync(string operation, JsonObject request) => _all.Moto.Api.JsonAsync("events", Deployment.SpokeRegion, $"AWSEvents.{operation}", request, Cancellation);

    private async Task<IReadOnlyList<string>> MatchedRulesAsync()
    {
        List<string> matched = [];
        foreach (var rule in _all.Hub.Rules)
        {
            matched.AddRange((await _all.Hub.MatchedAsync(rule.Name, Cancellation)).Select(_ => rule.Name));
        }

        return matched;
    }

    private Task<JsonNode> PutAtHubAsync(string source, string detailType, string detail = """{"userIdentity":{"type":"Root"}}""", string bus = "rootwatch") =>
        _all.Moto.Api.JsonAsync(
            "events",
            MotoServer.Region,
            "AWSEvents.PutEvents",
            new JsonObject { ["Entries"] = new JsonArray(new JsonObject { ["EventBusName"] = bus, ["Source"] = source, ["DetailType"] = detailType, ["Detail"] = detail }) },
            Cancellation);

    private Task<System.Xml.Linq.XElement> IamAsync(string action, params (string Name, string Value)[] parameters) =>
        _all.Moto.Api.QueryAsync("iam", MotoServer.Region, "2010-05-08", action, parameters, Cancellation);
}
