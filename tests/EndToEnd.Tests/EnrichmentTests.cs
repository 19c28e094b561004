using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;

namespace RootWatch.EndToEnd.Tests;

/// <summary>What AWS tells of accounts, and the topic of Amazon Q Developer, as moto_server has them.</summary>
public sealed class EnrichmentTests : IAsyncLifetime
{
    private MotoServer _aws = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _aws = await MotoServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_aws is not null)
        {
            await _aws.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_accounts_name_comes_from_its_tag_in_Organizations()
    {
        var account = await CreateAccountAsync("Name", "prod-payments");
        var message = await TellAsync(account, new() { ["Accounts:OrganizationsTag"] = "Name", ["Accounts:OrganizationsServiceUrl"] = _aws.Url.AbsoluteUri });

        message.ShouldContain(" prod-payments: root ");
    }

    [Fact]
    public async Task An_account_without_the_tag_goes_by_its_number()
    {
        var account = await CreateAccountAsync("Owner", "somebody");

        (await TellAsync(account, new() { ["Accounts:OrganizationsTag"] = "Name", ["Accounts:OrganizationsServiceUrl"] = _aws.Url.AbsoluteUri })).ShouldContain($" {account}: root ");
    }

    [Fact]
    public async Task Organizations_out_of_reach_holds_no_alert_up() =>
        (await TellAsync("111122223333", new() { ["Accounts:OrganizationsTag"] = "Name", ["Accounts:OrganizationsServiceUrl"] = "http://127.0.0.1:1/" })).ShouldContain(" 111122223333: root ");

    [Fact]
    public async Task Amazon_Q_gets_its_own_form_on_a_topic_of_its_own()
    {
        var (topic, other) = (await _aws.CreateTopicAsync("root-use"), await _aws.CreateTopicAsync("root-use-q"));
        await using var bridge = await TestBridge.StartAsync(Settings(topic, new() { ["Sns:AmazonQTopicArn"] = other.Arn }), new BasicAWSCredentials("test", "test"));

        await bridge.DeliverAsync(TestBridge.Event("root-create-access-key"));

        using var envelope = JsonDocument.Parse((await _aws.ReceiveAsync(other)).ShouldHaveSingleItem());
        var notification = JsonElement.Parse(envelope.RootElement.GetProperty("Message").GetString()!);
        (notification.GetProperty("version").GetString(), notification.GetProperty("source").GetString()).ShouldBe(("1.0", "custom"));
        notification.GetProperty("content").GetProperty("textType").GetString().ShouldBe("client-markdown");
        notification.GetProperty("content").GetProperty("title").GetString().ShouldBe("CRITICAL · 111122223333: root likely compromised");
        notification.GetProperty("metadata").GetProperty("threadId").GetString().ShouldStartWith("111122223333-");
        (await _aws.ReceiveAsync(topic)).ShouldHaveSingleItem().ShouldContain("class_uid");
    }

    private async Task<string> TellAsync(string account, Dictionary<string, string?> settings)
    {
        var topic = await _aws.CreateTopicAsync("root-use");
        await using var bridge = await TestBridge.StartAsync(Settings(topic, settings), new BasicAWSCredentials("test", "test"));
        var report = await bridge.DeliverAsync(System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(TestBridge.Event("root-create-access-key")).Replace("111122223333", account, StringComparison.Ordinal)));
        report.IsDelivered.ShouldBeTrue();
        return (await _aws.ReceiveAsync(topic)).ShouldHaveSingleItem();
    }

    private Dictionary<string, string?> Settings(MotoTopic topic, Dictionary<string, string?> settings)
    {
        settings["Sns:TopicArn"] = topic.Arn;
        settings["Sns:ServiceUrl"] = _aws.Url.AbsoluteUri;
        return settings;
    }

    /// <summary>A member account with a tag.</summary>
    private async Task<string> CreateAccountAsync(string tag, string value)
    {
        await CallAsync("CreateOrganization", """{"FeatureSet":"ALL"}""");
        var created = await CallAsync("CreateAccount", """{"Email":"a@example.com","AccountName":"a"}""");
        var account = created["CreateAccountStatus"]!["AccountId"]!.GetValue<string>();
        await CallAsync("TagResource", JsonSerializer.Serialize(new { ResourceId = account, Tags = new[] { new { Key = tag, Value = value } } }));
        return account;
    }

    private Task<JsonNode> CallAsync(string action, string body) =>
        _aws.Api.JsonAsync("organizations", "us-east-1", $"AWSOrganizationsV20161128.{action}", JsonNode.Parse(body)!, Cancellation);
}
