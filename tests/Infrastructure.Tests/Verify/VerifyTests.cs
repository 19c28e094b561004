using System.Globalization;
using System.Text.Json.Nodes;
using RootWatch.Cli.Aws;
using RootWatch.Cli.Verify;
using RootWatch.Infrastructure.Tests.Aws;

namespace RootWatch.Infrastructure.Tests.Verify;

/// <summary>A deployment on moto_server, looked at whole and broken.</summary>
public sealed class VerifyTests : IAsyncLifetime
{
    private readonly RecordedAzure _azure = new();
    private Deployment _all = null!;
    private HttpClient _client = null!;
    private ExpectedDeployment _expected = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _all = await Deployment.CreateAsync();
        await _all.SubscribeAsync("subscriber");
        await RecordAsync();
        await _all.PutAsync("rootwatch", "RootWatch Heartbeat", "{}");
        await _all.PutCloudTrailProbeAsync();
        await _all.DeliverAsync();
        _expected = new ExpectedDeployment(_all.FunctionUrl, MotoServer.Region) { IdentityObjectId = Deployment.Identity, Audience = Deployment.Audience, LeftOut = await OtherRegionsAsync() };
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
        checks.Where(check => check.Name != "spoke").Select(check => check.Name).ShouldBe(
        [
            "bus", "root-rules", "tampering-rules", "signs-rule", "connection", "destinations", "dead-letters", "tampering-dead-letters", "alarms", "hub-heartbeat",
            "topic", "operations-topic", "direct-topic", "role-trust", "termination-protection",
            "trail", "rules", "own-source", "schedules", "undelivered", "queue-alarm", "termination-protection", "reader", "management-account", "accounts",
            "function-app", "always-ready", "vault-references", "azure-alerts", "secret-expiry", "action-group", "key", "ledger-reachable", "sns-reachable", "teams-reachable", "heartbeat", "cloudtrail-probe",
        ]);
    }

    [Fact]
    public async Task Every_account_of_the_organization_is_looked_at_with_a_role()
    {
        var account = await CreateAccountAsync();
        _expected = _expected with { SpokeRole = "OrganizationAccountAccessRole" };

        var checks = await LookAsync();

        checks.Where(check => check.Where.StartsWith(account, StringComparison.Ordinal) && check.Status != CheckStatus.Skipped).Select(check => $"{check.Where} {check.Name} {check.Status}").ShouldBe([$"{account}/{Deployment.SpokeRegion} spoke Failed"]);
        checks.Where(check => check.Where == $"{MotoCloud.Account}/{Deployment.SpokeRegion}").ShouldAllBe(check => check.Status == CheckStatus.Passed);
        checks.Single(check => check.Name == "management-account").Detail.ShouldBe("was looked at");
        checks.Single(check => check.Name == "accounts").Detail.ShouldBe("2 accounts looked at");
    }

    [Fact]
    public async Task A_region_that_is_enabled_and_has_no_spoke_fails()
    {
        _expected = _expected with { LeftOut = [.. _expected.LeftOut.Where(region => region != "eu-south-1")] };

        var check = (await LookAsync()).Single(check => check.Status == CheckStatus.Failed);

        (check.Name, check.Where, check.Detail).ShouldBe(("spoke", $"{MotoCloud.Account}/eu-south-1", "region eu-south-1 is enabled and has no spoke"));
        check.Fix!.ShouldContain("StackSets do not extend themselves to new regions");
    }

    [Fact]
    public async Task A_region_that_is_left_out_on_purpose_is_shown_as_such() =>
        (await LookAsync()).Single(check => check.Where == $"{MotoCloud.Account}/eu-west-1").ShouldBe(Check.Skipped("spoke", $"{MotoCloud.Account}/eu-west-1", "left out on purpose (--except)"));

    [Fact]
    public async Task Regions_that_an_account_has_not_enabled_are_not_looked_at() =>
        (await LookAsync()).ShouldNotContain(check => check.Where == $"{MotoCloud.Account}/me-south-1");

    [Fact]
    public async Task A_management_account_that_nobody_can_look_into_must_be_heard()
    {
        var member = await CreateAccountAsync();
        using var aws = _all.Moto.Api.As(await new Organization(_all.Moto.Api, MotoServer.Region).AssumeAsync(member, "any", Cancellation));
        var spokes = new AwsSpokes(aws, _expected);

        await spokes.LookAsync(ProgressBar.None, Cancellation);

        spokes.UnseenManagementAccount.ShouldBe(MotoCloud.Account);
    }

    [Fact]
    public async Task An_event_that_waits_in_a_spoke_fails_and_says_how_to_redrive()
    {
        await _all.Moto.Api.JsonAsync("sqs", Deployment.SpokeRegion, "AmazonSQS.SendMessage", new JsonObject { ["QueueUrl"] = $"{_all.Moto.Url}{MotoCloud.Account}/rootwatch-undelivered", ["MessageBody"] = "{}" }, Cancellation);

        var failed = (await LookAsync()).Single(check => check.Status == CheckStatus.Failed);

        (failed.Name, failed.Detail).ShouldBe(("undelivered", "rootwatch-undelivered holds 1 events that were not delivered"));
        failed.Fix!.ShouldEndWith("rootwatch redrive --hub-region eu-central-1");
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

        (await FailedAsync()).ShouldBe(
        [
            "root-rules: rootwatch-root-activity has a role that may not invoke the destination; rootwatch-sign-in-anomaly has a role that may not invoke the destination; rootwatch-acts-on-root has a role that may not invoke the destination; rootwatch-aws-findings has a role that may not invoke the destination",
            "tampering-rules: rootwatch-controls-tampering has a role that may not invoke the destination; rootwatch-own-tampering has a role that may not invoke the destination; rootwatch-stack-tampering has a role that may not invoke the destination; rootwatch-coverage has a role that may not invoke the destination; rootwatch-hub-tampering has a role that may not invoke the destination",
            "signs-rule: rootwatch-own-signs has a role that may not invoke the destination",
        ]);
    }

    [Fact]
    public async Task A_rule_of_the_hub_that_is_off_gone_or_without_its_queue_fails()
    {
        await HubEventsAsync("DisableRule", new JsonObject { ["EventBusName"] = "rootwatch", ["Name"] = "rootwatch-aws-findings" });
        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe("root-rules: rootwatch-aws-findings is DISABLED");
        await HubEventsAsync("EnableRule", new JsonObject { ["EventBusName"] = "rootwatch", ["Name"] = "rootwatch-aws-findings" });

        await ChangeTargetAsync("rootwatch", "rootwatch-acts-on-root", target => target.Remove("DeadLetterConfig"));
        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe("root-rules: rootwatch-acts-on-root keeps what is not delivered in no queue, not in rootwatch-dead-letters");
        await ChangeTargetAsync("rootwatch", "rootwatch-acts-on-root", target => target["DeadLetterConfig"] = new JsonObject { ["Arn"] = $"arn:aws:sqs:{MotoServer.Region}:{MotoCloud.Account}:rootwatch-dead-letters" });

        var url = await ChangeTargetAsync("default", "rootwatch-hub-tampering", target => target["Arn"] = ((string)target["Arn"]!).Replace("/rootwatch-tampering/", "/rootwatch-signs/", StringComparison.Ordinal));
        url.ShouldContain("/rootwatch-signs/");
        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe("tampering-rules: rootwatch-hub-tampering does not deliver to rootwatch-tampering");
    }

    [Fact]
    public async Task A_rule_of_the_hub_that_is_gone_fails()
    {
        var targets = await HubEventsAsync("ListTargetsByRule", new JsonObject { ["EventBusName"] = "rootwatch", ["Rule"] = "rootwatch-coverage" });
        await HubEventsAsync("RemoveTargets", new JsonObject { ["EventBusName"] = "rootwatch", ["Rule"] = "rootwatch-coverage", ["Ids"] = new JsonArray([.. targets["Targets"]!.AsArray().Select(target => (JsonNode)(string)target!["Id"]!)]) });
        await HubEventsAsync("DeleteRule", new JsonObject { ["EventBusName"] = "rootwatch", ["Name"] = "rootwatch-coverage" });

        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe("tampering-rules: rootwatch-coverage is missing");
    }

    [Fact]
    public async Task A_bus_that_takes_events_from_others_fails()
    {
        await HubEventsAsync("RemovePermission", new JsonObject { ["EventBusName"] = "rootwatch", ["StatementId"] = "nobody-else" });
        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe("bus: does not refuse this account's own principals");

        await HubEventsAsync("PutPermission", new JsonObject { ["EventBusName"] = "rootwatch", ["Action"] = "events:PutEvents", ["Principal"] = "111122223333", ["StatementId"] = "another" });
        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe("bus: lets others put events than the forwarding roles of the organization, or nobody");
    }

    [Fact]
    public async Task A_destination_that_delivers_elsewhere_fails()
    {
        await HubEventsAsync("UpdateApiDestination", new JsonObject { ["Name"] = "rootwatch-tampering", ["InvocationEndpoint"] = "https://elsewhere.example/api/events" });

        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe("destinations: rootwatch-tampering delivers to https://elsewhere.example/api/events");
    }

    [Theory]
    [InlineData("rootwatch-hub-heartbeat", MotoServer.Region, "hub-heartbeat")]
    [InlineData("rootwatch-heartbeat", Deployment.SpokeRegion, "schedules")]
    [InlineData("rootwatch-cloudtrail-probe", Deployment.SpokeRegion, "schedules")]
    public async Task A_schedule_that_is_gone_fails(string schedule, string region, string check)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/schedules/{schedule}");
        await _all.Moto.Api.SendAsync("scheduler", region, request, Cancellation);

        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe($"{check}: {schedule} is missing");
    }

    [Fact]
    public async Task A_spoke_whose_bus_takes_heartbeats_from_anybody_fails()
    {
        await EventsAsync("RemovePermission", new JsonObject { ["EventBusName"] = "default", ["StatementId"] = "rootwatch-own-source" });

        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe("own-source: the default bus takes heartbeats and tests from anybody in the account");
    }

    [Fact]
    public async Task A_spoke_without_an_alarm_on_its_queue_fails()
    {
        await _all.Moto.Api.QueryAsync("monitoring", Deployment.SpokeRegion, "2010-08-01", "DeleteAlarms", [("AlarmNames.member.1", "rootwatch-undelivered")], Cancellation);

        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe("queue-alarm: there is no alarm rootwatch-undelivered: events may wait, and nobody is told");
    }

    [Fact]
    public async Task A_stack_that_anybody_can_delete_by_a_slip_fails()
    {
        await _all.Moto.Api.QueryAsync("cloudformation", MotoServer.Region, "2010-05-15", "CreateStack", [("StackName", "open"), ("TemplateBody", """{"Resources":{"T":{"Type":"AWS::SNS::Topic","Properties":{}}}}""")], Cancellation);

        var check = await new Stack(_all.Moto.Api, MotoServer.Region, "open").ProtectionAsync("hub", Cancellation);

        (check.Status, check.Detail).ShouldBe((CheckStatus.Failed, "of the stack open is off"));
        check.Fix.ShouldBe("aws cloudformation update-termination-protection --enable-termination-protection --stack-name open --region eu-central-1");
    }

    [Fact]
    public async Task A_spoke_of_a_StackSet_has_no_termination_protection_to_look_at() =>
        (await new Stack(_all.Moto.Api, Deployment.SpokeRegion, "rootwatch-none").ProtectionAsync("spoke", Cancellation)).Status.ShouldBe(CheckStatus.Skipped);

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

    [Theory]
    [InlineData("DeadLettersUrl", "dead-letters")]
    [InlineData("TamperingDeadLettersUrl", "tampering-dead-letters")]
    public async Task A_letter_in_a_dead_letter_queue_fails_and_says_how_to_redrive(string output, string check)
    {
        await _all.Moto.Api.JsonAsync("sqs", MotoServer.Region, "AmazonSQS.SendMessage", new JsonObject { ["QueueUrl"] = _all.HubOutputs[output], ["MessageBody"] = "{}" }, Cancellation);

        var failed = (await LookAsync()).Single(check => check.Status == CheckStatus.Failed);

        failed.Name.ShouldBe(check);
        failed.Fix!.ShouldEndWith("rootwatch redrive --hub-region eu-central-1");
    }

    [Theory]
    [InlineData("TopicArn", "topic")]
    [InlineData("OperationsTopicArn", "operations-topic")]
    public async Task A_topic_that_nobody_hears_fails(string output, string check)
    {
        foreach (var subscription in await SubscriptionsAsync(_all.HubOutputs[output]))
        {
            await _all.Moto.Api.QueryAsync("sns", MotoServer.Region, "2010-03-31", "Unsubscribe", [("SubscriptionArn", subscription)], Cancellation);
        }

        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe($"{check}: reaches nobody: nobody has confirmed");
    }

    [Fact]
    public async Task A_queue_alone_is_nobody()
    {
        foreach (var subscription in await SubscriptionsAsync(_all.HubOutputs["OperationsTopicArn"]))
        {
            await _all.Moto.Api.QueryAsync("sns", MotoServer.Region, "2010-03-31", "Unsubscribe", [("SubscriptionArn", subscription)], Cancellation);
        }

        await _all.Moto.Api.QueryAsync(
            "sns", MotoServer.Region, "2010-03-31", "Subscribe", [("TopicArn", _all.HubOutputs["OperationsTopicArn"]), ("Protocol", "sqs"), ("Endpoint", $"arn:aws:sqs:{MotoServer.Region}:{MotoCloud.Account}:subscriber")], Cancellation);

        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe("operations-topic: reaches nobody: 1 confirmed (sqs)");
    }

    [Fact]
    public async Task The_direct_alarm_must_be_on_and_heard_too()
    {
        var outputs = await DeployDirectAlarmAsync();
        (await FailedAsync()).ShouldBeEmpty();

        await HubEventsAsync("DisableRule", new JsonObject { ["EventBusName"] = "rootwatch", ["Name"] = "rootwatch-direct-alarm" });
        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe("direct-topic: the rule rootwatch-direct-alarm is DISABLED");
        await HubEventsAsync("EnableRule", new JsonObject { ["EventBusName"] = "rootwatch", ["Name"] = "rootwatch-direct-alarm" });

        foreach (var subscription in await SubscriptionsAsync(outputs["TopicArn"]))
        {
            await _all.Moto.Api.QueryAsync("sns", MotoServer.Region, "2010-03-31", "Unsubscribe", [("SubscriptionArn", subscription)], Cancellation);
        }

        (await FailedAsync()).ShouldHaveSingleItem().ShouldBe("direct-topic: reaches nobody: nobody has confirmed");
    }

    [Fact]
    public async Task A_role_that_may_not_ask_for_the_topics_subscribers_fails()
    {
        await _all.Moto.Api.QueryAsync("iam", "us-east-1", "2010-05-08", "DeleteRolePolicy", [("RoleName", "rootwatch-bridge"), ("PolicyName", "publish")], Cancellation);

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
        var checks = await FireAsync(TimeProvider.System, async _ => await _all.DeliverAsync());

        checks[0].Status.ShouldBe(CheckStatus.Passed, checks[0].Detail);
        checks[0].Detail.ShouldMatch(@"^reached the function after \d+\.\d s; sns \d+\.\d s later; teams \d+\.\d s later$");
        checks[1].ShouldBe(Check.Skipped("test-direct-alarm", $"hub {MotoServer.Region}", "there is no direct alarm here (direct-alarm.yaml)"));
        _all.Sinks.Workflow.Received.ShouldHaveSingleItem().Card.GetRawText().ShouldContain("TEST");
    }

    [Fact]
    public async Task A_test_that_does_not_arrive_fails()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();

        var checks = await FireAsync(time, _ => { time.Advance(TimeSpan.FromSeconds(50)); return Task.CompletedTask; });

        checks[0].Detail.ShouldBe("did not reach the function within 2 minutes");
        checks[0].Status.ShouldBe(CheckStatus.Failed);
    }

    [Fact]
    public async Task A_test_is_put_with_the_role_that_is_made_for_it()
    {
        // moto knows neither accounts as principals nor the conditions of PutEvents.
        var role = $"rootwatch-test-{Deployment.SpokeRegion}";
        await IamAsync("UpdateAssumeRolePolicy", ("RoleName", role), ("PolicyDocument", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}"""));
        await IamAsync("PutRolePolicy", ("RoleName", role), ("PolicyName", "put-tests"), ("PolicyDocument", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"events:PutEvents","Resource":"*"}]}"""));
        var key = await _all.Moto.CreateKeyAsync("operator", "events:DescribeRule", "iam:GetRole", "sts:AssumeRole", "sts:GetCallerIdentity");
        await _all.Moto.CheckSignaturesAsync();
        using var aws = _all.Moto.Api.As(key);

        var checks = await new TestEventCheck(aws, new RunningBridge(_client, _expected), _expected, new Microsoft.Extensions.Time.Testing.FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromMinutes(1) }, _ => Task.CompletedTask)
            .RunAsync(Deployment.SpokeRegion, Cancellation);

        // It was put, with a permission that the operator lacks; nothing delivered it here.
        checks[0].Detail.ShouldBe("did not reach the function within 2 minutes");
    }

    [Fact]
    public async Task The_direct_alarm_has_published_the_test_where_SNS_counts_one_more_message()
    {
        await DeployDirectAlarmAsync();
        await CountAsync(TimeProvider.System.GetUtcNow());
        var isCounted = false;

        var checks = await FireAsync(TimeProvider.System, async _ =>
        {
            await _all.DeliverAsync();
            if (!isCounted)
            {
                isCounted = true;
                await CountAsync(TimeProvider.System.GetUtcNow());
            }
        });

        checks[1].ShouldBe(Check.Passed("test-direct-alarm", $"hub {MotoServer.Region}", "rootwatch-direct published a message, which says TEST"));
    }

    [Fact]
    public async Task A_direct_alarm_that_publishes_nothing_fails_after_five_minutes()
    {
        await DeployDirectAlarmAsync();
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await CountAsync(time.GetUtcNow());

        var checks = await FireAsync(time, _ => { time.Advance(TimeSpan.FromSeconds(50)); return Task.CompletedTask; });

        (checks[1].Status, checks[1].Detail).ShouldBe((CheckStatus.Failed, "rootwatch-direct published no message within 5 minutes"));
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
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "rootwatch.dll"), "verify", "--to", _all.FunctionUrl.AbsoluteUri, "--hub-region", MotoServer.Region, "--except", .. _expected.LeftOut, .. arguments], environment);
        return (await tool.ExitCodeAsync(), tool.Output);
    }

    private Task<IReadOnlyList<Check>> LookAsync() =>
        new Verifier(_all.Moto.Api, new AzureSide(_azure, RecordedAzure.Function), new RunningBridge(_client, _expected), _expected).LookAsync(ProgressBar.None, Cancellation);

    private Task<IReadOnlyList<Check>> FireAsync(TimeProvider time, Func<CancellationToken, Task> wait) =>
        new TestEventCheck(_all.Moto.Api, new RunningBridge(_client, _expected), _expected, time, wait).RunAsync(Deployment.SpokeRegion, Cancellation);

    private async Task<IReadOnlyList<string>> FailedAsync()
    {
        var failed = (await LookAsync()).Where(check => check.Status == CheckStatus.Failed).ToList();
        failed.ShouldAllBe(check => check.Fix!.Length > 0);
        return [.. failed.Select(check => $"{check.Name}: {check.Detail}")];
    }

    private Task<IReadOnlyDictionary<string, string>> DeployDirectAlarmAsync() =>
        new MotoCloud(_all.Moto.Api, MotoServer.Region).DeployAsync("direct-alarm", new Dictionary<string, string>(StringComparer.Ordinal) { ["BusName"] = "rootwatch", ["AlertEmail"] = "second@example.com" });

    private async Task IamAsync(string action, params (string Name, string Value)[] parameters) => await _all.Moto.Api.QueryAsync("iam", "us-east-1", "2010-05-08", action, parameters, Cancellation);

    private Task<JsonNode> HubEventsAsync(string operation, JsonObject request) =>
        _all.Moto.Api.JsonAsync("events", MotoServer.Region, $"AWSEvents.{operation}", request, Cancellation);

    private async Task<string> ChangeTargetAsync(string bus, string rule, Action<JsonObject> change)
    {
        var targets = await HubEventsAsync("ListTargetsByRule", new JsonObject { ["EventBusName"] = bus, ["Rule"] = rule });
        var target = targets["Targets"]!.AsArray().Single(target => ((string)target!["Arn"]!).Contains(":api-destination/", StringComparison.Ordinal))!.DeepClone().AsObject();
        change(target);
        await HubEventsAsync("PutTargets", new JsonObject { ["EventBusName"] = bus, ["Rule"] = rule, ["Targets"] = new JsonArray(target.DeepClone()) });
        return (string)target["Arn"]!;
    }

    private async Task<IReadOnlyList<string>> SubscriptionsAsync(string topic) =>
        [.. (await _all.Moto.Api.QueryAsync("sns", MotoServer.Region, "2010-03-31", "ListSubscriptionsByTopic", [("TopicArn", topic)], Cancellation)).Descendants("SubscriptionArn").Select(arn => arn.Value)];

    // moto's SNS keeps no figures.
    private async Task CountAsync(DateTimeOffset time) =>
        await _all.Moto.Api.QueryAsync(
            "monitoring", MotoServer.Region, "2010-08-01", "PutMetricData",
            [
                ("Namespace", "AWS/SNS"), ("MetricData.member.1.MetricName", "NumberOfMessagesPublished"), ("MetricData.member.1.Value", "1"),
                ("MetricData.member.1.Timestamp", time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)),
                ("MetricData.member.1.Dimensions.member.1.Name", "TopicName"), ("MetricData.member.1.Dimensions.member.1.Value", "rootwatch-direct"),
            ],
            Cancellation);

    private async Task<string> CreateAccountAsync()
    {
        await _all.Moto.Api.JsonAsync("organizations", "us-east-1", "AWSOrganizationsV20161128.CreateOrganization", new JsonObject { ["FeatureSet"] = "ALL" }, Cancellation);
        var created = await _all.Moto.Api.JsonAsync("organizations", "us-east-1", "AWSOrganizationsV20161128.CreateAccount", new JsonObject { ["Email"] = "a@example.com", ["AccountName"] = "a" }, Cancellation);
        return (string)created["CreateAccountStatus"]!["AccountId"]!;
    }

    private async Task<IReadOnlyList<string>> OtherRegionsAsync() =>
        [.. (await _all.Moto.Api.QueryAsync("ec2", "us-east-1", "2016-11-15", "DescribeRegions", [], Cancellation)).Descendants("regionName").Select(name => name.Value).Where(region => !Partition.GlobalRegions.Contains(region))];

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
