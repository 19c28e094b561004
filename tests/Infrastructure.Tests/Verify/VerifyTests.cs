using System.Text.Json.Nodes;
using RootWatch.Cli.Verify;
using RootWatch.Infrastructure.Tests.Aws;

namespace RootWatch.Infrastructure.Tests.Verify;

/// <summary>A deployment on moto_server, looked at whole and broken.</summary>
public sealed class VerifyTests : IAsyncLifetime
{
    private readonly RecordedAzure _azure = new();
    private Deployment _all = null!;
    private HttpClient _client = null!;
    private Expected _expected = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _all = await Deployment.CreateAsync();
        await _all.SubscribeAsync("subscriber");
        await RecordAsync();
        await _all.PutAsync("rootwatch", "RootWatch Heartbeat", "{}");
        await _all.PutCloudTrailProbeAsync();
        await _all.DeliverAsync();
        _expected = new Expected(_all.FunctionUrl, MotoServer.Region, [Deployment.SpokeRegion]) { IdentityObjectId = Deployment.Identity, Audience = Deployment.Audience };
        _client = new HttpClient();
        _client.DefaultRequestHeaders.Add("x-functions-key", Deployment.Key);
    }

    public async ValueTask DisposeAsync()
    {
        if (_all is not null)
        {
            _client.Dispose();
            await _all.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_whole_deployment_passes()
    {
        var checks = await LookAsync();

        checks.Where(check => check.Status == CheckStatus.Failed).Select(check => $"{check.Name} {check.Detail}").ShouldBeEmpty();
        checks.Select(check => check.Name).ShouldBe(
        [
            "bus", "deliver-rule", "connection", "destination", "dead-letters", "alarms", "topic", "role-trust", "trail", "rules", "accounts",
            "function-app", "always-ready", "vault-references", "azure-alerts", "key", "ledger-reachable", "sns-reachable", "teams-reachable", "heartbeat", "cloudtrail-probe",
        ]);
    }

    [Fact]
    public async Task Every_account_of_the_organization_is_looked_at_with_a_role()
    {
        await _all.Moto.Api.JsonAsync("organizations", "us-east-1", "AWSOrganizationsV20161128.CreateOrganization", new JsonObject { ["FeatureSet"] = "ALL" }, Cancellation);
        var created = await _all.Moto.Api.JsonAsync("organizations", "us-east-1", "AWSOrganizationsV20161128.CreateAccount", new JsonObject { ["Email"] = "a@example.com", ["AccountName"] = "a" }, Cancellation);
        var account = (string)created["CreateAccountStatus"]!["AccountId"]!;

        var checks = await LookAsync("OrganizationAccountAccessRole");

        checks.Where(check => check.Where == $"{account}/{Deployment.SpokeRegion}").Select(check => $"{check.Name} {check.Status}").ShouldBe(["trail Failed", "rules Failed", "heartbeat Failed", "cloudtrail-probe Failed"]);
        checks.Where(check => check.Where == $"{MotoCloud.Account}/{Deployment.SpokeRegion}").ShouldAllBe(check => check.Status == CheckStatus.Passed);
    }

    [Fact]
    public async Task A_rule_that_sees_no_reads_fails()
    {
        await EventsAsync("EnableRule", new JsonObject { ["Name"] = "rootwatch-root-activity" });

        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe("rules: rootwatch-root-activity is ENABLED, not ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
    }

    [Fact]
    public async Task A_rule_that_is_gone_fails()
    {
        await EventsAsync("RemoveTargets", new JsonObject { ["Rule"] = "rootwatch-sign-in-anomaly", ["Ids"] = new JsonArray("hub") });
        await EventsAsync("DeleteRule", new JsonObject { ["Name"] = "rootwatch-sign-in-anomaly" });

        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe("rules: rootwatch-sign-in-anomaly is missing");
    }

    [Fact]
    public async Task A_role_that_lost_its_permission_fails()
    {
        await _all.Moto.Api.QueryAsync("iam", "us-east-1", "2010-05-08", "DeleteRolePolicy", [("RoleName", "rootwatch-deliver"), ("PolicyName", "invoke-destination")], Cancellation);

        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe("deliver-rule: has a role that may not invoke the destination");
    }

    [Fact]
    public async Task A_trail_that_does_not_log_fails()
    {
        await _all.Moto.Api.JsonAsync("cloudtrail", Deployment.SpokeRegion, "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.StopLogging", new JsonObject { ["Name"] = "main" }, Cancellation);

        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe("trail: no trail records management events here");
    }

    [Fact]
    public async Task Another_function_another_identity_or_audience_fails()
    {
        _expected = _expected with { IdentityObjectId = "somebody-else" };
        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe($"role-trust: trusts the identity {Deployment.Identity}, not somebody-else");

        _expected = _expected with { IdentityObjectId = null, Audience = "api://another" };
        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe("role-trust: is for the audience api://rootwatch, not api://another");
    }

    [Fact]
    public async Task A_letter_in_the_dead_letter_queue_fails_and_says_how_to_redrive()
    {
        await _all.Moto.Api.JsonAsync("sqs", MotoServer.Region, "AmazonSQS.SendMessage", new JsonObject { ["QueueUrl"] = _all.HubOutputs["DeadLettersUrl"], ["MessageBody"] = "{}" }, Cancellation);

        var failed = (await LookAsync()).Single(check => check.Status == CheckStatus.Failed);

        failed.Name.ShouldBe("dead-letters");
        failed.Fix!.ShouldContain("rootwatch redrive --queue http");
    }

    [Fact]
    public async Task A_topic_that_nobody_subscribed_to_fails()
    {
        var answer = await _all.Moto.Api.QueryAsync("sns", MotoServer.Region, "2010-03-31", "ListSubscriptionsByTopic", [("TopicArn", _all.HubOutputs["TopicArn"])], Cancellation);
        foreach (var subscription in answer.Descendants("SubscriptionArn"))
        {
            await _all.Moto.Api.QueryAsync("sns", MotoServer.Region, "2010-03-31", "Unsubscribe", [("SubscriptionArn", subscription.Value)], Cancellation);
        }

        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe("topic: 0 of 0 subscriptions confirmed");
    }

    [Fact]
    public async Task A_role_that_may_not_ask_for_the_topics_subscribers_fails()
    {
        await _all.Moto.Api.QueryAsync("iam", "us-east-1", "2010-05-08", "DeleteRolePolicy", [("RoleName", "rootwatch-bridge"), ("PolicyName", "ask-for-subscribers")], Cancellation);

        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe("topic: is heard, but the bridge's role may not ask whether it is (sns:GetTopicAttributes)");
    }

    [Fact]
    public async Task A_setting_that_keeps_something_off_fails()
    {
        await _all.StopFunctionAsync();
        await _all.StartFunctionAsync(("Links:Keys:a", "@Microsoft.KeyVault(VaultName=v;SecretName=link-key-a)"));

        (await FailedAsync()).ShouldContain("settings: Links:Keys:a is a Key Vault reference that was not resolved (off: links)");
    }

    [Fact]
    public async Task An_alarm_that_is_gone_or_raised_fails()
    {
        await _all.Moto.Api.QueryAsync("monitoring", MotoServer.Region, "2010-08-01", "SetAlarmState", [("AlarmName", "rootwatch-dead-letters"), ("StateValue", "ALARM"), ("StateReason", "test")], Cancellation);
        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe("alarms: raised: rootwatch-dead-letters");

        await _all.Moto.Api.QueryAsync("monitoring", MotoServer.Region, "2010-08-01", "DeleteAlarms", [("AlarmNames.member.1", "rootwatch-dead-letters")], Cancellation);
        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe("alarms: missing: rootwatch-dead-letters");
    }

    [Fact]
    public async Task A_wrong_key_and_a_function_that_is_gone_fail()
    {
        _client.DefaultRequestHeaders.Remove("x-functions-key");
        _client.DefaultRequestHeaders.Add("x-functions-key", "a-wrong-key-of-some-length");
        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe("key: answers 401");

        await _all.StopFunctionAsync();
        (await FailedAsync()).ShouldHaveSingleItem().ShouldStartWith("key: does not answer as RootWatch");
    }

    [Fact]
    public async Task A_spoke_that_was_never_heard_fails()
    {
        await _all.StopFunctionAsync();
        await _all.StartFunctionAsync();

        (await FailedAsync()).ShouldBe(["heartbeat: was never heard", "cloudtrail-probe: was never seen"]);
    }

    [Fact]
    public async Task A_test_goes_over_the_real_bus_out_of_both_channels()
    {
        var fire = new Fire(_all.Moto.Api, new RunningBridge(_client, _expected), TimeProvider.System, async _ => await _all.DeliverAsync());

        var check = await fire.RunAsync(Deployment.SpokeRegion, Cancellation);

        check.Status.ShouldBe(CheckStatus.Passed, check.Detail);
        check.Detail.ShouldMatch(@"^reached the function after \d+\.\d s; sns \d+\.\d s later; teams \d+\.\d s later$");
        _all.Sinks.Workflow.Received.ShouldHaveSingleItem().Card.GetRawText().ShouldContain("TEST");
    }

    [Fact]
    public async Task A_test_that_does_not_arrive_fails()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var fire = new Fire(_all.Moto.Api, new RunningBridge(_client, _expected), time, _ => { time.Advance(TimeSpan.FromSeconds(50)); return Task.CompletedTask; });

        var check = await fire.RunAsync(Deployment.SpokeRegion, Cancellation);

        check.Detail.ShouldBe("did not reach the function within 2 minutes");
        check.Status.ShouldBe(CheckStatus.Failed);
    }

    [Fact]
    public async Task The_tool_says_so_in_a_table_or_as_JSON_and_by_its_exit_code()
    {
        var (whole, json) = await RunAsync("--json");
        whole.ShouldBe(0, json);
        JsonNode.Parse(json)!.AsArray().Select(check => (string)check!["name"]!).ShouldContain("rules");

        await EventsAsync("EnableRule", new JsonObject { ["Name"] = "rootwatch-root-activity" });
        var (broken, table) = await RunAsync();

        broken.ShouldBe(1, table);
        table.ShouldContain("1 failed");
        table.ShouldContain("Deploy");
    }

    [Fact]
    public async Task Without_credentials_it_says_that_nothing_was_looked_at()
    {
        var (exitCode, output) = await RunAsync(("AWS_ACCESS_KEY_ID", string.Empty), ("AWS_SECRET_ACCESS_KEY", string.Empty));

        exitCode.ShouldBe(2, output);
        output.ShouldContain("there are no AWS credentials");
    }

    private Task<(int ExitCode, string Output)> RunAsync(string argument) => RunAsync([argument]);

    private Task<(int ExitCode, string Output)> RunAsync(params (string Name, string Value)[] changes) => RunAsync([], changes);

    private async Task<(int ExitCode, string Output)> RunAsync(string[] arguments, params (string Name, string Value)[] changes)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_ACCESS_KEY_ID"] = "test",
            ["AWS_SECRET_ACCESS_KEY"] = "test",
            ["AWS_ENDPOINT_URL"] = _all.Moto.Url.AbsoluteUri,
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["ROOTWATCH_FUNCTION_KEY"] = Deployment.Key,
            ["COLUMNS"] = "200",
        };
        foreach (var (name, value) in changes)
        {
            environment[name] = value;
        }

        await using var tool = Child.Start(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "rootwatch.dll"), "verify", "--to", _all.FunctionUrl.AbsoluteUri, "--hub-region", MotoServer.Region, "--regions", Deployment.SpokeRegion, .. arguments], environment);
        return (await tool.ExitCodeAsync(), tool.Output);
    }

    private Task<IReadOnlyList<Check>> LookAsync(string? spokeRole = null) =>
        new Verifier(_all.Moto.Api, new AzureSide(_azure, RecordedAzure.Function), new RunningBridge(_client, _expected), _expected).LookAsync(spokeRole, Cancellation);

    private async Task<IReadOnlyList<string>> FailedAsync()
    {
        var failed = (await LookAsync()).Where(check => check.Status == CheckStatus.Failed).ToList();
        failed.ShouldAllBe(check => check.Fix!.Length > 0);
        return [.. failed.Select(check => $"{check.Name}: {check.Detail}")];
    }

    private Task<JsonNode> EventsAsync(string operation, JsonObject request) =>
        _all.Moto.Api.JsonAsync("events", Deployment.SpokeRegion, $"AWSEvents.{operation}", request, Cancellation);

    private async Task RecordAsync()
    {
        using var bucket = new HttpRequestMessage(HttpMethod.Put, "/trail-of-the-tests");
        await _all.Moto.Api.SendAsync("s3", Deployment.SpokeRegion, bucket, Cancellation);
        foreach (var (operation, request) in new (string, JsonObject)[]
        {
            ("CreateTrail", new JsonObject { ["Name"] = "main", ["S3BucketName"] = "trail-of-the-tests", ["IsMultiRegionTrail"] = true }),
            ("StartLogging", new JsonObject { ["Name"] = "main" }),
        })
        {
            await _all.Moto.Api.JsonAsync("cloudtrail", Deployment.SpokeRegion, $"com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.{operation}", request, Cancellation);
        }
    }
}
