using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Azure.Core;
using Microsoft.Extensions.DependencyInjection;

namespace RootWatch.EndToEnd.Tests;

/// <summary>SNS as moto_server has it: signatures and permissions checked, and a queue that reads what subscribers get.</summary>
public sealed class SnsTests : IAsyncLifetime
{
    private MotoServer _aws = null!;

    public async ValueTask InitializeAsync() => _aws = await MotoServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_aws is not null)
        {
            await _aws.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_root_sign_in_reaches_the_topics_subscriber()
    {
        var topic = await _aws.CreateTopicAsync("root-use");
        var key = await _aws.CreateKeyAsync("bridge", "sns:Publish", "sqs:ReceiveMessage");
        await _aws.CheckSignaturesAsync();
        await using var bridge = await TestBridge.StartAsync(Settings(topic), key);

        var report = await bridge.DeliverAsync(TestBridge.Event("root-console-login-no-mfa"));

        report.Attempts.ShouldHaveSingleItem().Status.ShouldBe(HttpStatusCode.OK, report.Attempts[0].Body);
        using var message = JsonDocument.Parse((await _aws.ReceiveAsync(topic, key)).ShouldHaveSingleItem());
        message.RootElement.GetProperty("Subject").GetString().ShouldBe("MEDIUM - 111122223333: root sign-in without MFA. Root signed in to the console. The session was opened without MFA."[..96] + "...");
        using var finding = JsonDocument.Parse(message.RootElement.GetProperty("Message").GetString()!);
        finding.RootElement.GetProperty("class_uid").GetInt32().ShouldBe(2004);
        var attributes = message.RootElement.GetProperty("MessageAttributes");
        attributes.GetProperty("severity").GetProperty("Value").GetString().ShouldBe("Medium");
        attributes.GetProperty("assessment").GetProperty("Value").GetString().ShouldBe("Unusual");
        attributes.GetProperty("account").GetProperty("Value").GetString().ShouldBe("111122223333");
        attributes.GetProperty("activity").GetProperty("Value").GetString().ShouldBe("ConsoleSignIn");
    }

    [Fact]
    public async Task A_wrong_secret_sends_nothing_and_says_what_is_wrong()
    {
        var topic = await _aws.CreateTopicAsync("root-use");
        var key = await _aws.CreateKeyAsync("bridge", "sns:Publish", "sqs:ReceiveMessage");
        await _aws.CheckSignaturesAsync();
        await using var bridge = await TestBridge.StartAsync(Settings(topic), new BasicAWSCredentials(key.GetCredentials().AccessKey, "wrong"));

        var report = await bridge.DeliverAsync(TestBridge.Event("root-console-login-mfa"));

        report.IsDelivered.ShouldBeFalse();
        using var client = new HttpClient();
        (await client.GetStringAsync(bridge.HealthUrl, TestContext.Current.CancellationToken)).ShouldContain("HTTP 403 SignatureDoesNotMatch");
        (await _aws.ReceiveAsync(topic, key)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_that_may_not_publish_sends_nothing()
    {
        var topic = await _aws.CreateTopicAsync("root-use");
        var key = await _aws.CreateKeyAsync("bridge", "sqs:ReceiveMessage");
        await _aws.CheckSignaturesAsync();
        await using var bridge = await TestBridge.StartAsync(Settings(topic), key);

        (await bridge.DeliverAsync(TestBridge.Event("root-console-login-mfa"))).IsDelivered.ShouldBeFalse();

        (await _aws.ReceiveAsync(topic, key)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_FIFO_topic_takes_the_message()
    {
        var topic = await _aws.CreateTopicAsync("root-use", isFifo: true);
        var key = await _aws.CreateKeyAsync("bridge", "sns:Publish", "sqs:ReceiveMessage");
        await _aws.CheckSignaturesAsync();
        await using var bridge = await TestBridge.StartAsync(Settings(topic), key);

        (await bridge.DeliverAsync(TestBridge.Event("root-console-login-mfa"))).IsDelivered.ShouldBeTrue();

        (await _aws.ReceiveAsync(topic, key)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_managed_identitys_token_opens_the_role_and_its_session_signs()
    {
        var topic = await _aws.CreateTopicAsync("root-use");
        var reader = await _aws.CreateKeyAsync("reader", "sqs:ReceiveMessage");
        var role = await _aws.CreateRoleAsync("rootwatch-bridge", "sns:Publish");
        var identity = new FixedIdentity();
        var settings = Settings(topic);
        settings["Aws:RoleArn"] = role;
        settings["Aws:TokenAudience"] = "api://rootwatch";
        settings["Aws:StsServiceUrl"] = _aws.Url.AbsoluteUri;
        await using var bridge = await TestBridge.StartAsync(settings, configure: services => services.AddSingleton<TokenCredential>(identity));
        (await bridge.DeliverAsync(TestBridge.Event("root-console-login-mfa"))).IsDelivered.ShouldBeTrue();

        // moto cannot serve the unsigned STS call with its checks on: the session was made before, its signature is checked now.
        await _aws.CheckSignaturesAsync();
        (await bridge.DeliverAsync(TestBridge.Event("root-create-access-key"))).IsDelivered.ShouldBeTrue();

        identity.Scopes.ShouldBe(["api://rootwatch/.default"]);
        (await _aws.ReceiveAsync(topic, reader)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task While_credentials_fail_nothing_is_sent_and_the_next_message_is_no_repeat()
    {
        var topic = await _aws.CreateTopicAsync("root-use");
        var settings = Settings(topic);
        settings["Aws:RoleArn"] = await _aws.CreateRoleAsync("rootwatch-bridge", "sns:Publish");
        settings["Aws:TokenAudience"] = "api://rootwatch";
        settings["Aws:StsServiceUrl"] = _aws.Url.AbsoluteUri;
        await using var bridge = await TestBridge.StartAsync(settings, configure: services => services.AddSingleton<TokenCredential>(new FixedIdentity { Failures = 1 }));

        var report = await bridge.DeliverAsync(TestBridge.Event("root-console-login-mfa"));

        report.Attempts.Select(attempt => attempt.Status).ShouldBe([HttpStatusCode.OK]);
        (await _aws.ReceiveAsync(topic)).ShouldHaveSingleItem().ShouldNotContain("repeat?");
    }

    private Dictionary<string, string?> Settings(MotoTopic topic) =>
        new(StringComparer.Ordinal) { ["Sns:TopicArn"] = topic.Arn, ["Sns:ServiceUrl"] = _aws.Url.AbsoluteUri };

    private sealed class FixedIdentity : TokenCredential
    {
        public List<string> Scopes { get; } = [];

        public int Failures { get; set; }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            if (Failures-- > 0)
            {
                throw new InvalidOperationException("There is no managed identity.");
            }

            Scopes.AddRange(requestContext.Scopes);
            return new AccessToken("a-managed-identitys-token", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
