using System.Text.Json.Nodes;
using RootWatch.Cli.Aws;
using RootWatch.Cli.Redrive;
using RootWatch.LocalHost;
using RootWatch.Simulator;
using RootWatch.Simulator.Aws;
using RootWatch.Simulator.Sinks;

namespace RootWatch.Infrastructure.Tests.Redrive;

/// <summary>The dead-letter queues of a whole organization on moto_server, and a function that takes what was not delivered.</summary>
public sealed class OrganizationRedriverTests : IAsyncLifetime
{
    private const string Key = "the-function-key-of-the-redrive";
    private MotoServer _moto = null!;
    private RecordingSinks _sinks = null!;
    private LocalFunctionApp _function = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _moto = await MotoServer.StartAsync();
        _sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);
        _function = await LocalFunctionApp.StartAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["LocalHost:FunctionKeys:0"] = Key,
                ["Teams:Via"] = "Workflow",
                ["Teams:Workflow:Url"] = _sinks.WorkflowUrl.AbsoluteUri,
                ["Notifications:SecondsBetweenMessages"] = "0",
            },
            cancellationToken: Cancellation);
        foreach (var queue in new[] { "rootwatch-dead-letters", "rootwatch-tampering-dead-letters" })
        {
            await CreateAsync(_moto.Api, MotoServer.Region, queue);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_function is not null)
        {
            await _function.DisposeAsync();
        }

        if (_sinks is not null)
        {
            await _sinks.DisposeAsync();
        }

        if (_moto is not null)
        {
            await _moto.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_hubs_queues_and_every_spokes_are_emptied()
    {
        await PutAsync(_moto.Api, MotoServer.Region, "rootwatch-dead-letters", "root-create-access-key");
        await PutAsync(_moto.Api, MotoServer.Region, "rootwatch-tampering-dead-letters", "root-delete-trail");
        await CreateAsync(_moto.Api, "us-east-1", "rootwatch-undelivered");
        await CreateAsync(_moto.Api, "eu-west-1", "rootwatch-undelivered");
        await PutAsync(_moto.Api, "eu-west-1", "rootwatch-undelivered", "root-console-login-mfa");

        (await RunAsync()).ShouldBe(
        [
            "123456789012/eu-central-1 rootwatch-dead-letters 1 0", "123456789012/eu-central-1 rootwatch-tampering-dead-letters 1 0",
            "123456789012/eu-west-1 rootwatch-undelivered 1 0", "123456789012/us-east-1 rootwatch-undelivered 0 0",
        ]);
        (await RunAsync()).ShouldBe(
        [
            "123456789012/eu-central-1 rootwatch-dead-letters 0 0", "123456789012/eu-central-1 rootwatch-tampering-dead-letters 0 0",
            "123456789012/eu-west-1 rootwatch-undelivered 0 0", "123456789012/us-east-1 rootwatch-undelivered 0 0",
        ]);
    }

    [Fact]
    public async Task With_a_role_every_account_is_redriven()
    {
        var member = await CreateAccountAsync();
        using var other = _moto.Api.As(await new Organization(_moto.Api, MotoServer.Region).AssumeAsync(member, "any", Cancellation));
        await CreateAsync(other, "us-east-1", "rootwatch-undelivered");
        await PutAsync(other, "us-east-1", "rootwatch-undelivered", "root-create-access-key");

        (await RunAsync("OrganizationAccountAccessRole")).ShouldContain($"{member}/us-east-1 rootwatch-undelivered 1 0");
    }

    [Fact]
    public async Task What_the_bridge_refuses_is_left_and_can_be_read_at_once()
    {
        var queue = await CreateAsync(_moto.Api, "us-east-1", "rootwatch-undelivered");
        await _moto.Api.JsonAsync("sqs", "us-east-1", "AmazonSQS.SendMessage", new JsonObject { ["QueueUrl"] = queue, ["MessageBody"] = "no event" }, Cancellation);

        (await RunAsync()).ShouldContain("123456789012/us-east-1 rootwatch-undelivered 0 1");
        (await RunAsync()).ShouldContain("123456789012/us-east-1 rootwatch-undelivered 0 1");
    }

    [Fact]
    public async Task What_somebody_else_has_just_read_counts_as_left()
    {
        var queue = await CreateAsync(_moto.Api, "us-east-1", "rootwatch-undelivered");
        await PutAsync(_moto.Api, "us-east-1", "rootwatch-undelivered", "root-create-access-key");
        await _moto.Api.JsonAsync("sqs", "us-east-1", "AmazonSQS.ReceiveMessage", new JsonObject { ["QueueUrl"] = queue, ["VisibilityTimeout"] = 600 }, Cancellation);

        (await RunAsync()).ShouldContain("123456789012/us-east-1 rootwatch-undelivered 0 1");
    }

    [Fact]
    public async Task A_region_that_is_left_out_is_not_asked()
    {
        await CreateAsync(_moto.Api, "eu-west-1", "rootwatch-undelivered");

        (await RunAsync(role: null, "eu-west-1")).ShouldNotContain(line => line.Contains("eu-west-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_account_that_lets_nobody_in_and_a_hub_that_is_not_there_are_named()
    {
        var member = await CreateAccountAsync();
        var key = await _moto.CreateKeyAsync("operator", "sts:*", "organizations:*", "ec2:*", "sqs:*");
        await _moto.CheckSignaturesAsync();
        using var aws = _moto.Api.As(key);

        var queues = await new OrganizationRedriver(aws, "eu-west-2", Open).RunAsync("none", [], ProgressBar.None, Cancellation);

        queues.Select(queue => $"{queue.Place} {queue.Problem}").ShouldBe(
        [
            "123456789012/eu-west-2 there is no such queue: check --hub-region, and whose credentials you have",
            $"{member}/all regions the role none cannot be assumed, or may not list regions: ec2 answered 500",
        ]);
        queues.ShouldAllBe(queue => !queue.IsEmpty);
    }

    [Fact]
    public async Task The_tool_sums_up_and_ends_with_zero_only_where_nothing_is_left()
    {
        await PutAsync(_moto.Api, MotoServer.Region, "rootwatch-dead-letters", "root-create-access-key");
        var queue = await CreateAsync(_moto.Api, "us-east-1", "rootwatch-undelivered");
        await _moto.Api.JsonAsync("sqs", "us-east-1", "AmazonSQS.SendMessage", new JsonObject { ["QueueUrl"] = queue, ["MessageBody"] = "no event" }, Cancellation);

        var (left, output) = await RunToolAsync("--hub-region", MotoServer.Region);
        await _moto.Api.JsonAsync("sqs", "us-east-1", "AmazonSQS.PurgeQueue", new JsonObject { ["QueueUrl"] = queue }, Cancellation);
        var (nothingLeft, after) = await RunToolAsync("--hub-region", MotoServer.Region);

        left.ShouldBe(1, output);
        output.ShouldContain("1 delivered, 1 left, 0 not reachable, of 3 queues.");
        output.ShouldContain("rootwatch-undelivered in 123456789012/us-east-1:");
        output.ShouldContain("Only the hub's account was looked at");
        nothingLeft.ShouldBe(0, after);
        after.ShouldContain("0 delivered, 0 left, 0 not reachable, of 3 queues.");
    }

    [Fact]
    public async Task One_queue_alone_can_be_redriven_too()
    {
        await PutAsync(_moto.Api, MotoServer.Region, "rootwatch-dead-letters", "root-create-access-key");
        await PutAsync(_moto.Api, MotoServer.Region, "rootwatch-tampering-dead-letters", "root-delete-trail");

        var (exitCode, output) = await RunToolAsync("--queue", await CreateAsync(_moto.Api, MotoServer.Region, "rootwatch-dead-letters"));

        exitCode.ShouldBe(0, output);
        output.ShouldContain("1 delivered, 0 left in the queue.");
    }

    [Theory]
    [InlineData("--queue must be the queue's URL", "--queue", "rootwatch-dead-letters")]
    [InlineData("Give either --queue")]
    [InlineData("Give either --queue", "--queue", "https://sqs.eu-central-1.amazonaws.com/111122223333/q", "--hub-region", "eu-central-1")]
    [InlineData("us-east-1 cannot be left out", "--hub-region", "eu-central-1", "--except", "us-east-1")]
    public async Task What_makes_no_sense_is_refused(string why, params string[] arguments)
    {
        var (exitCode, output) = await RunToolAsync(arguments);

        exitCode.ShouldNotBe(0);
        output.ShouldContain(why);
    }

    private ApiDestination Open() => new(new Uri(_function.BaseAddress, "/api/events"), new ApiDestinationConnection("x-functions-key", Key), new RetryPolicy { MaximumRetryAttempts = 0 }, TimeProvider.System, Random.Shared);

    private async Task<IReadOnlyList<string>> RunAsync(string? role = null, params string[] leftOut) =>
        [.. (await new OrganizationRedriver(_moto.Api, MotoServer.Region, Open).RunAsync(role, leftOut, ProgressBar.None, Cancellation)).Select(queue => $"{queue.Place} {queue.Name} {queue.Delivered} {queue.Left}{queue.Problem}")];

    private async Task<(int ExitCode, string Output)> RunToolAsync(params string[] arguments)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_ACCESS_KEY_ID"] = "test",
            ["AWS_SECRET_ACCESS_KEY"] = "test",
            ["AWS_ENDPOINT_URL"] = _moto.Url.AbsoluteUri,
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_REGION"] = MotoServer.Region,
            ["ROOTWATCH_FUNCTION_KEY"] = Key,
            ["COLUMNS"] = "200",
        };
        await using var tool = Child.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "rootwatch.dll"), "redrive", "--to", _function.BaseAddress.AbsoluteUri, .. arguments], environment);
        return (await tool.ExitCodeAsync(), tool.Output);
    }

    private static async Task<string> CreateAsync(AwsApi aws, string region, string queue) =>
        (string)(await aws.JsonAsync("sqs", region, "AmazonSQS.CreateQueue", new JsonObject { ["QueueName"] = queue }, Cancellation))["QueueUrl"]!;

    private static async Task PutAsync(AwsApi aws, string region, string queue, string sample) =>
        await aws.JsonAsync("sqs", region, "AmazonSQS.SendMessage", new JsonObject { ["QueueUrl"] = await CreateAsync(aws, region, queue), ["MessageBody"] = System.Text.Encoding.UTF8.GetString(Sample.Envelope(sample)) }, Cancellation);

    private async Task<string> CreateAccountAsync()
    {
        await _moto.Api.JsonAsync("organizations", "us-east-1", "AWSOrganizationsV20161128.CreateOrganization", new JsonObject { ["FeatureSet"] = "ALL" }, Cancellation);
        var created = await _moto.Api.JsonAsync("organizations", "us-east-1", "AWSOrganizationsV20161128.CreateAccount", new JsonObject { ["Email"] = "a@example.com", ["AccountName"] = "a" }, Cancellation);
        return (string)created["CreateAccountStatus"]!["AccountId"]!;
    }
}
