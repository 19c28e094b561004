using Azure.Core;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Tests.Time;

namespace RootWatch.Bridge.Tests.Notifications.Sns;

/// <summary>The client of STS, on real sockets: one attempt, to where it was told, for a short time.</summary>
public sealed class WebIdentityCredentialsTests
{
    private const string Session =
        "<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>ASIATEST</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2126-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>";

    private static readonly RawServer.Reply Good = new(RawServer.Answer("200 OK", Session), RawServer.After.Close);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_is_traded_for_a_session()
    {
        await using var sts = new RawServer(Good);
        var identity = Identity(sts.Url);

        (await identity.PrepareAsync(Cancellation)).ShouldBeNull();
        (await identity.Credentials.GetCredentialsAsync()).AccessKey.ShouldBe("ASIATEST");

        sts.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task A_broken_connection_is_not_tried_again_by_the_client()
    {
        await using var sts = new RawServer(string.Empty, RawServer.After.Reset);

        (await OutcomeAsync(sts)).ShouldBe(new SendOutcome.Unavailable("no AWS credentials: STS: connection reset"));

        sts.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task A_redirect_gets_no_token()
    {
        await using var elsewhere = new RawServer(Good);
        await using var sts = new RawServer(RawServer.Answer("307 Temporary Redirect", string.Empty, $"Location: {elsewhere.Url}\r\n"), RawServer.After.Close);

        (await OutcomeAsync(sts)).ShouldBe(new SendOutcome.Refused("no AWS credentials: STS: HTTP 307"));

        elsewhere.Requests.ShouldBe(0);
    }

    [Theory]
    [InlineData("400 Bad Request", "IDPCommunicationError", typeof(SendOutcome.Unavailable), false)]
    [InlineData("400 Bad Request", "InvalidIdentityToken", typeof(SendOutcome.Refused), true)]
    [InlineData("400 Bad Request", "ExpiredTokenException", typeof(SendOutcome.Refused), true)]
    [InlineData("400 Bad Request", "ValidationError", typeof(SendOutcome.Refused), false)]
    [InlineData("403 Forbidden", "AccessDenied", typeof(SendOutcome.Refused), false)]
    [InlineData("503 Service Unavailable", "ServiceUnavailable", typeof(SendOutcome.Unavailable), false)]
    [InlineData("502 Bad Gateway", "Whatever", typeof(SendOutcome.Unavailable), false)]
    public async Task What_STS_says_is_judged_as_what_it_is(string status, string code, Type type, bool isOfCredentials)
    {
        await using var sts = new RawServer(RawServer.Answer(status, $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>no</Message></Error></ErrorResponse>"), RawServer.After.Close);

        var outcome = await OutcomeAsync(sts);

        outcome.ShouldBeOfType(type);
        outcome!.Why.ShouldBe($"no AWS credentials: STS: HTTP {status[..3]} {code}");
        ((outcome as SendOutcome.Refused)?.IsOfCredentials ?? false).ShouldBe(isOfCredentials);
    }

    [Fact]
    public async Task A_login_page_is_no_session()
    {
        await using var sts = new RawServer(RawServer.Answer("200 OK", "<html>Sign in</html>", contentType: "text/html"), RawServer.After.Close);

        (await OutcomeAsync(sts)).ShouldBe(new SendOutcome.Refused("no AWS credentials: STS: HTTP 200 without credentials"));
    }

    [Theory]
    [InlineData(RawServer.After.Stall)]
    [InlineData(RawServer.After.Close)]
    public async Task Half_a_session_is_none_and_may_come_whole_next_time(RawServer.After after)
    {
        await using var sts = new RawServer(new RawServer.Reply(RawServer.Cut("200 OK", Session[..80]), after), Good);
        var identity = Identity(sts.Url);

        (await identity.PrepareAsync(Cancellation)).ShouldBe(new SendOutcome.Unavailable("no AWS credentials: STS: the answer was cut off"));
        (await identity.PrepareAsync(Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task STS_that_hangs_is_waited_for_a_short_time_and_blocks_nobody_once_it_has_healed()
    {
        await using var sts = new RawServer(new RawServer.Reply(string.Empty, RawServer.After.Stall), Good);
        var time = new FakeTimeProvider(TestData.Morning);
        var identity = Identity(sts.Url, time: time);

        var prepared = identity.PrepareAsync(Cancellation);
        await sts.AskedAsync(Cancellation);

        (await WaitedForAsync(prepared, time)).ShouldBeOfType<SendOutcome.Unavailable>();
        (await identity.PrepareAsync(Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task A_managed_identity_that_hangs_is_waited_for_a_short_time()
    {
        await using var sts = new RawServer(Good);
        var time = new FakeTimeProvider(TestData.Morning);
        var token = new TokenOfTests { Hangs = 1 };
        var identity = Identity(sts.Url, token, time);

        var prepared = identity.PrepareAsync(Cancellation);
        await token.Asked.WaitAsync(Cancellation);

        (await WaitedForAsync(prepared, time)).ShouldBe(new SendOutcome.Unavailable("no AWS credentials: no credentials in time"));
        (await identity.PrepareAsync(Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task A_clock_that_is_ahead_does_not_end_the_session_at_once()
    {
        var session = Session.Replace("2126-01-01T00:00:00Z", "2026-11-20T10:00:00Z", StringComparison.Ordinal);
        await using var sts = new RawServer(RawServer.Answer("200 OK", session, "Date: Fri, 20 Nov 2026 09:00:00 GMT\r\n"), RawServer.After.Close);
        var identity = Identity(sts.Url, time: new FakeTimeProvider(TestData.Morning.AddHours(5)));

        await identity.PrepareAsync(Cancellation);
        await identity.PrepareAsync(Cancellation);

        sts.Requests.ShouldBe(1);
    }

    [Fact]
    public void What_was_given_up_is_not_read_to_its_end()
    {
        using var handler = SingleAttempt.CreateHandler(TimeProvider.System);

        handler.ResponseDrainTimeout.ShouldBe(TimeSpan.Zero);
    }

    // Whoever asks may begin to wait only after the question has arrived.
    private static async Task<SendOutcome?> WaitedForAsync(Task<SendOutcome?> prepared, FakeTimeProvider time)
    {
        while (!prepared.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1.3));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation);
        }

        return await prepared;
    }

    private static Task<SendOutcome?> OutcomeAsync(RawServer sts) => Identity(sts.Url).PrepareAsync(Cancellation);

    private static AwsIdentity Identity(Uri sts, TokenCredential? token = null, TimeProvider? time = null) =>
        new(
            Options.Create(new AwsOptions { RoleArn = "arn:aws:iam::111122223333:role/bridge", TokenAudience = "api://rootwatch", StsServiceUrl = sts }),
            Options.Create(new SnsOptions { TopicArn = "arn:aws:sns:eu-central-1:111122223333:root-use" }),
            token ?? new TokenOfTests(),
            time ?? new UnhurriedTime(slower: 12));

    private sealed class TokenOfTests : TokenCredential
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Hangs { get; set; }

        public Task Asked => _asked.Task;

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("a-token", DateTimeOffset.MaxValue);

        public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            _asked.TrySetResult();
            if (Hangs-- > 0)
            {
                await new TaskCompletionSource().Task;
            }

            return GetToken(requestContext, cancellationToken);
        }
    }
}
