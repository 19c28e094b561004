using System.Net;
using Azure.Core;
using Microsoft.Extensions.DependencyInjection;

namespace RootWatch.EndToEnd.Tests;

/// <summary>SNS and STS on bare sockets: what they say is judged as what it is, and what hangs costs no more than its share.</summary>
public sealed class SnsAnswerTests
{
    private const string Taken = "<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></PublishResponse>";

    private static readonly RawServer.Reply Good = new(RawServer.Answer("200 OK", Taken), RawServer.After.Close);
    private static readonly RawServer.Reply Hangs = new(string.Empty, RawServer.After.Stall);

    [Theory]
    [InlineData(RawServer.After.Stall)]
    [InlineData(RawServer.After.Close)]
    [InlineData(RawServer.After.Reset)]
    public async Task A_body_that_is_slow_or_cut_takes_nothing_from_the_status(RawServer.After after)
    {
        await using var sns = new RawServer(RawServer.Cut("200 OK", Taken[..40], "x-amzn-RequestId: r-1\r\n"), after);

        (await DeliverAsync(sns)).Attempts.ShouldHaveSingleItem().Status.ShouldBe(HttpStatusCode.OK);

        sns.Requests.ShouldBe(1);
    }

    [Theory]
    [InlineData("200 OK", "text/html", "<!DOCTYPE html><html><body>Sign in</body></html>")]
    [InlineData("200 OK", "text/xml", "<PublishResponse><PublishResult/></PublishResponse>")]
    [InlineData("200 OK", "text/xml", "")]
    [InlineData("204 No Content", "text/xml", "")]
    public async Task A_success_without_a_message_id_is_not_believed(string status, string type, string body)
    {
        await using var sns = new RawServer(new RawServer.Reply(RawServer.Answer(status, body, contentType: type), RawServer.After.Close));

        (await DeliverAsync(sns)).Attempts[0].IsSuccess.ShouldBeFalse();
    }

    [Theory]
    [InlineData("403 Forbidden", "ExpiredToken")]
    [InlineData("403 Forbidden", "InvalidClientTokenId")]
    [InlineData("403 Forbidden", "SignatureDoesNotMatch")]
    [InlineData("400 Bad Request", "RequestExpired")]
    [InlineData("401 Unauthorized", "Whatever")]
    public async Task Credentials_that_are_doubted_are_renewed_once_and_the_message_sent(string status, string code)
    {
        await using var sns = new RawServer(new RawServer.Reply(RawServer.Answer(status, Error(code)), RawServer.After.Close), Good);
        await using var sts = new RawServer(Session("ASIAFIRST"), Session("ASIASECOND"));

        (await DeliverAsync(sns, sts)).Attempts.ShouldHaveSingleItem().Status.ShouldBe(HttpStatusCode.OK);

        sns.Texts.Select(text => text.Contains("ASIAFIRST", StringComparison.Ordinal)).ShouldBe([true, false]);
        sns.Texts.Last().ShouldContain("ASIASECOND");
    }

    [Fact]
    public async Task STS_that_hangs_and_heals_costs_one_delivery_at_most_and_no_mark_of_a_repeat()
    {
        await using var sns = new RawServer(Good);
        await using var sts = new RawServer(Hangs, Session("ASIAFIRST"));

        var report = await DeliverAsync(sns, sts);

        report.IsDelivered.ShouldBeTrue();
        report.Attempts.ShouldAllBe(attempt => attempt.Elapsed < TimeSpan.FromSeconds(4.5));
        sns.Texts.ShouldHaveSingleItem().ShouldNotContain("repeat%3F");
    }

    [Fact]
    public async Task STS_that_refuses_for_a_while_is_asked_again()
    {
        await using var sns = new RawServer(Good);
        await using var sts = new RawServer(new RawServer.Reply(RawServer.Answer("400 Bad Request", Error("InvalidIdentityToken")), RawServer.After.Close), Session("ASIAFIRST"));

        (await DeliverAsync(sns, sts)).Attempts.ShouldHaveSingleItem().Status.ShouldBe(HttpStatusCode.OK);
    }

    private static RawServer.Reply Session(string key) => new(
        RawServer.Answer("200 OK", $"<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>{key}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2126-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>"),
        RawServer.After.Close);

    private static string Error(string code) => $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>no</Message></Error><RequestId>r</RequestId></ErrorResponse>";

    private static async Task<DeliveryReport> DeliverAsync(RawServer sns, RawServer? sts = null)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Sns:TopicArn"] = "arn:aws:sns:eu-central-1:111122223333:root-use", ["Sns:ServiceUrl"] = sns.Url.AbsoluteUri };
        if (sts is not null)
        {
            settings["Aws:RoleArn"] = "arn:aws:iam::111122223333:role/rootwatch-bridge";
            settings["Aws:TokenAudience"] = "api://rootwatch";
            settings["Aws:StsServiceUrl"] = sts.Url.AbsoluteUri;
        }

        await using var bridge = await TestBridge.StartAsync(
            settings, sts is null ? new Amazon.Runtime.BasicAWSCredentials("test", "test") : null, services => services.AddSingleton(TimeProvider.System).AddSingleton<TokenCredential>(new SomeIdentity()));
        return await bridge.DeliverAsync(TestBridge.Event("root-create-access-key"));
    }

    private sealed class SomeIdentity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("a-managed-identitys-token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
