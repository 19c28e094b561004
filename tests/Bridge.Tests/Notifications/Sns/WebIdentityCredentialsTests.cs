using Amazon;
using Azure.Core;
using RootWatch.Bridge.Notifications.Sns;

namespace RootWatch.Bridge.Tests.Notifications.Sns;

/// <summary>The client of STS, on real sockets: one attempt, to where it was told.</summary>
public sealed class WebIdentityCredentialsTests
{
    private const string Session =
        "<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>ASIATEST</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2126-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>";

    [Fact]
    public async Task A_token_is_traded_for_a_session()
    {
        await using var sts = new RawServer(RawServer.Answer("200 OK", Session), RawServer.After.Close);
        using var credentials = Credentials(sts.Url);

        (await credentials.GetCredentialsAsync()).AccessKey.ShouldBe("ASIATEST");

        sts.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task A_broken_connection_is_not_tried_again_by_the_client()
    {
        await using var sts = new RawServer(string.Empty, RawServer.After.Reset);
        using var credentials = Credentials(sts.Url);

        await Should.ThrowAsync<Exception>(async () => await credentials.GetCredentialsAsync());

        sts.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task A_redirect_gets_no_token()
    {
        await using var elsewhere = new RawServer(RawServer.Answer("200 OK", Session), RawServer.After.Close);
        await using var sts = new RawServer(RawServer.Answer("307 Temporary Redirect", string.Empty, $"Location: {elsewhere.Url}\r\n"), RawServer.After.Close);
        using var credentials = Credentials(sts.Url);

        await Should.ThrowAsync<Exception>(async () => await credentials.GetCredentialsAsync());

        elsewhere.Requests.ShouldBe(0);
    }

    [Fact]
    public void What_was_given_up_is_not_read_to_its_end()
    {
        using var handler = SingleAttempt.CreateHandler();

        handler.ResponseDrainTimeout.ShouldBe(TimeSpan.Zero);
    }

    private static WebIdentityCredentials Credentials(Uri sts) =>
        new(new AwsOptions { RoleArn = "arn:aws:iam::111122223333:role/bridge", TokenAudience = "api://rootwatch", StsServiceUrl = sts }, RegionEndpoint.EUCentral1, new Identity());

    private sealed class Identity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("a-token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
