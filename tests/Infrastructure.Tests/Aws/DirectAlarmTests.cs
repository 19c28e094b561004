using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using RootWatch.Simulator.Deployed;

namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>The alarm that needs neither the function nor Azure, beside the hub and in another region.</summary>
public sealed class DirectAlarmTests : IAsyncLifetime
{
    private const string Elsewhere = "eu-west-1";
    private MotoServer _moto = null!;
    private string _mailbox = null!;

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
    public async Task It_is_for_roots_sign_ins_access_keys_and_aws_login_and_for_nobody_else()
    {
        var bus = await BesideTheHubAsync();
        string[] loud =
        [
            "root-console-login-mfa", "root-console-login-failure", "root-console-login-signin-spelling", "root-create-oauth2-token", "root-create-access-key",
            "root-create-access-key-named-root", "root-long-term-key-creates-user", "root-long-term-key-lists-buckets",
        ];
        string[] silent = ["root-create-access-key-for-user", "root-delete-trail", "silent-iam-user", "silent-iam-user-creates-access-key-for-root", "root-put-key-policy-public"];
        foreach (var sample in (string[])[.. loud, .. silent])
        {
            await PutAsync(MotoServer.Region, "rootwatch", sample);
        }

        await bus.DeliverAsync(MotoCloud.Account, "us-east-1", Cancellation);

        (await MailsAsync(MotoServer.Region)).Count.ShouldBe(loud.Length);
    }

    [Fact]
    public async Task The_mail_says_where_what_and_when_and_holds_nothing_else_of_the_record()
    {
        var bus = await BesideTheHubAsync();
        await PutAsync(MotoServer.Region, "rootwatch", "root-create-access-key");

        await bus.DeliverAsync(MotoCloud.Account, "us-east-1", Cancellation);

        (await MailsAsync(MotoServer.Region)).ShouldHaveSingleItem().ShouldBe(
            "RootWatch direct alarm, sent without its function. Account 111122223333, region us-east-1, 2000-01-01T00:00:00Z. AWS API Call via CloudTrail: CreateAccessKey. "
            + "If this says RootWatch Test, it is a TEST. Otherwise root signed in or used an access key: look for RootWatch's own alert, and into CloudTrail where there is none.");
    }

    [Fact]
    public async Task A_test_comes_through_and_says_that_it_is_one()
    {
        var bus = await BesideTheHubAsync();
        await PutAsync(MotoServer.Region, "rootwatch", "rootwatch", "RootWatch Test", """{"id":"b5a6ba1c-3f3c-4d8e-9f1c-000000000001"}""");

        await bus.DeliverAsync(MotoCloud.Account, "us-east-1", Cancellation);

        (await MailsAsync(MotoServer.Region)).ShouldHaveSingleItem().ShouldContain("RootWatch Test: .");
    }

    [Fact]
    public async Task A_spoke_forwards_its_own_root_to_the_alarm_in_another_region_too()
    {
        await EventsAsync(MotoServer.Region, "CreateEventBus", new JsonObject { ["Name"] = "rootwatch" });
        var elsewhere = await new MotoCloud(_moto.Api, Elsewhere).DeployAsync(
            "direct-alarm", new Dictionary<string, string>(StringComparer.Ordinal) { ["OrganizationId"] = "o-a1b2c3d4e5", ["AlertEmail"] = "second@example.com" });
        await new MotoCloud(_moto.Api, "us-east-1").DeployAsync("spoke", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HubBusArn"] = $"arn:aws:events:{MotoServer.Region}:{MotoCloud.Account}:event-bus/rootwatch",
            ["SecondBusArn"] = elsewhere["BusArn"],
        });
        await SubscribeAsync(Elsewhere, elsewhere["TopicArn"]);
        var bus = await ReadAsync(Elsewhere, "rootwatch-direct");

        await PutAsync("us-east-1", "default", "root-console-login-mfa");
        await PutAsync("us-east-1", "default", "silent-iam-user");
        await PutAsync("us-east-1", "default", "root-delete-trail");
        await bus.DeliverAsync(MotoCloud.Account, "us-east-1", Cancellation);

        (await MailsAsync(Elsewhere)).ShouldHaveSingleItem().ShouldContain("ConsoleLogin");
    }

    private async Task<DeployedBus> BesideTheHubAsync()
    {
        await EventsAsync(MotoServer.Region, "CreateEventBus", new JsonObject { ["Name"] = "rootwatch" });
        var outputs = await new MotoCloud(_moto.Api, MotoServer.Region).DeployAsync(
            "direct-alarm", new Dictionary<string, string>(StringComparer.Ordinal) { ["BusName"] = "rootwatch", ["AlertEmail"] = "on-call@example.com" });
        await SubscribeAsync(MotoServer.Region, outputs["TopicArn"]);
        return await ReadAsync(MotoServer.Region, "rootwatch");
    }

    private async Task<DeployedBus> ReadAsync(string region, string name)
    {
        var bus = new DeployedBus(_moto.Api, region, name, new FakeTimeProvider());
        await bus.ReadAsync(Cancellation);

        // moto breaks on a topic; the bus publishes instead, to what it has just read.
        await EventsAsync(region, "RemoveTargets", new JsonObject { ["EventBusName"] = name, ["Rule"] = "rootwatch-direct-alarm", ["Ids"] = new JsonArray("topic") });
        return bus;
    }

    private async Task SubscribeAsync(string region, string topic)
    {
        _mailbox = (string)(await SqsAsync(region, "CreateQueue", new JsonObject { ["QueueName"] = "mailbox" }))["QueueUrl"]!;
        await _moto.Api.QueryAsync("sns", region, "2010-03-31", "Subscribe", [("TopicArn", topic), ("Protocol", "sqs"), ("Endpoint", $"arn:aws:sqs:{region}:{MotoCloud.Account}:mailbox"), ("Attributes.entry.1.key", "RawMessageDelivery"), ("Attributes.entry.1.value", "true")], Cancellation);
    }

    private async Task<IReadOnlyList<string>> MailsAsync(string region)
    {
        var batch = await SqsAsync(region, "ReceiveMessage", new JsonObject { ["QueueUrl"] = _mailbox, ["MaxNumberOfMessages"] = 10 });
        return batch["Messages"] is JsonArray messages ? [.. messages.Select(message => (string)message!["Body"]!)] : [];
    }

    private async Task PutAsync(string region, string bus, string sample)
    {
        using var envelope = JsonDocument.Parse(Sample.Envelope(sample));
        await PutAsync(region, bus, envelope.RootElement.GetProperty("source").GetString()!, envelope.RootElement.GetProperty("detail-type").GetString()!, Encoding.UTF8.GetString(Sample.Record(sample)));
    }

    private async Task PutAsync(string region, string bus, string source, string detailType, string detail)
    {
        var entry = new JsonObject { ["EventBusName"] = bus, ["Source"] = source, ["DetailType"] = detailType, ["Detail"] = detail };
        ((int)(await EventsAsync(region, "PutEvents", new JsonObject { ["Entries"] = new JsonArray(entry) }))["FailedEntryCount"]!).ShouldBe(0);
    }

    private Task<JsonNode> EventsAsync(string region, string operation, JsonObject request) => _moto.Api.JsonAsync("events", region, $"AWSEvents.{operation}", request, Cancellation);

    private Task<JsonNode> SqsAsync(string region, string operation, JsonObject request) => _moto.Api.JsonAsync("sqs", region, $"AmazonSQS.{operation}", request, Cancellation);
}
