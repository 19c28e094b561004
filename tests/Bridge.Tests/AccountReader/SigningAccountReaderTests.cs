using System.Text.Json;
using Amazon.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Tests.Time;

namespace RootWatch.Bridge.Tests.AccountReader;

/// <summary>What AWS's answers mean, and that whatever goes wrong has its name; on a bare socket.</summary>
public sealed class SigningAccountReaderTests
{
    private const string Account = "111122223333";
    private const string Secret = "a-secret-that-nobody-may-see";

    private static readonly RawServer.Reply Session = Xml(
        "200 OK",
        $"<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials><AccessKeyId>ASIATEST</AccessKeyId><SecretAccessKey>{Secret}</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2126-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static EventLookup Lookup => new(Account, "eu-central-1", LookupKey.Username, "root", TestData.Morning, TestData.Morning.AddHours(1).AddMilliseconds(1));

    [Fact]
    public async Task A_question_says_what_CloudTrail_needs()
    {
        await using var aws = new RawServer(Session, Json("200 OK", """{"Events":[]}"""));
        await using var services = Services(aws.Url);

        var page = await Reader(services).LookUpAsync(Lookup with { NextToken = "the-next" }, Cancellation);

        (page.Records.Count, page.NextToken).ShouldBe((0, null));
        var (assume, look) = (aws.Texts.First(), aws.Texts.Last());
        assume.ShouldContain("Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Frootwatch-reader&RoleSessionName=rootwatch&ExternalId=the-external-id&DurationSeconds=900");
        assume.ShouldContain("/eu-central-1/sts/aws4_request");
        look.ShouldContain("X-Amz-Target: com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents");
        look.ShouldContain("/eu-central-1/cloudtrail/aws4_request");
        look.ShouldContain("Credential=ASIATEST/");
        look.ShouldContain("""{"LookupAttributes":[{"AttributeKey":"Username","AttributeValue":"root"}],"StartTime":1795165200,"EndTime":1795168801,"MaxResults":50,"NextToken":"the-next"}""");
    }

    [Fact]
    public async Task A_page_holds_the_records_as_they_came()
    {
        await using var aws = new RawServer(Session, Json("200 OK", JsonSerializer.Serialize(new { Events = new[] { new { CloudTrailEvent = """{"eventID":"2"}""" }, new { CloudTrailEvent = """{"eventID":"1"}""" } }, NextToken = "more" })));
        await using var services = Services(aws.Url);

        var page = await Reader(services).LookUpAsync(Lookup, Cancellation);

        page.Records.ShouldBe(["""{"eventID":"2"}""", """{"eventID":"1"}"""]);
        page.NextToken.ShouldBe("more");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_record_that_is_none_does_not_take_the_others_with_it(string? none)
    {
        await using var aws = new RawServer(Session, Json("200 OK", JsonSerializer.Serialize(new { Events = new object?[] { new { CloudTrailEvent = none }, null, new { CloudTrailEvent = """{"eventID":"1"}""" } } })));
        await using var services = Services(aws.Url);

        (await Reader(services).LookUpAsync(Lookup, Cancellation)).Records.ShouldHaveSingleItem().ShouldBe("""{"eventID":"1"}""");
    }

    [Fact]
    public async Task A_page_of_megabytes_is_read()
    {
        var record = $$"""{"eventID":"1","userAgent":"{{new string('a', 200_000)}}"}""";
        await using var aws = new RawServer(Session, Json("200 OK", JsonSerializer.Serialize(new { Events = Enumerable.Repeat(new { CloudTrailEvent = record }, 20) })));
        await using var services = Services(aws.Url);

        (await Reader(services).LookUpAsync(Lookup, Cancellation)).Records.Count.ShouldBe(20);
    }

    [Theory]
    [InlineData("400 Bad Request", "ThrottlingException", ReaderRefusal.Throttled)]
    [InlineData("429 Too Many Requests", "Whatever", ReaderRefusal.Throttled)]
    [InlineData("400 Bad Request", "com.amazonaws.cloudtrail.v20131101#InvalidNextTokenException", ReaderRefusal.ExpiredToken)]
    [InlineData("400 Bad Request", "AccessDeniedException", ReaderRefusal.Denied)]
    [InlineData("400 Bad Request", "UnrecognizedClientException", ReaderRefusal.Denied)]
    [InlineData("403 Forbidden", "OptInRequired", ReaderRefusal.Denied)]
    [InlineData("400 Bad Request", "InvalidTimeRangeException", ReaderRefusal.Unavailable)]
    [InlineData("400 Bad Request", "ExpiredTokenException", ReaderRefusal.Unavailable)]
    [InlineData("500 Internal Server Error", "InternalFailure", ReaderRefusal.Unavailable)]
    [InlineData("503 Service Unavailable", "ServiceUnavailable", ReaderRefusal.Unavailable)]
    public async Task A_refusal_has_its_name(string status, string code, ReaderRefusal refusal)
    {
        await using var aws = new RawServer(Session, Json(status, $$"""{"__type":"{{code}}","message":"no"}"""));
        await using var services = Services(aws.Url);

        var failure = await RefusedAsync(Reader(services).LookUpAsync(Lookup, Cancellation));

        failure.Refusal.ShouldBe(refusal);
        failure.Message.ShouldStartWith($"CloudTrail: HTTP {status[..3]} {code[(code.IndexOf('#', StringComparison.Ordinal) + 1)..]}");
    }

    [Theory]
    [InlineData("eu-central-1", "UnrecognizedClientException", "CloudTrail: HTTP 400 UnrecognizedClientException: eu-central-1 may not be enabled in this account")]
    [InlineData("me-south-1", "OptInRequired", "CloudTrail: HTTP 400 OptInRequired: me-south-1 may not be enabled in this account")]
    public async Task A_region_that_is_off_is_named(string region, string code, string reason)
    {
        await using var aws = new RawServer(Session, Json("400 Bad Request", $$"""{"__type":"{{code}}"}"""));
        await using var services = Services(aws.Url);

        (await RefusedAsync(Reader(services).LookUpAsync(Lookup with { Region = region }, Cancellation))).Message.ShouldBe(reason);
    }

    [Theory]
    [InlineData("<html>Sign in</html>", "text/html", "CloudTrail: HTTP 200 with a page instead of an answer")]
    [InlineData("{\"Events\":", "application/json", "CloudTrail: HTTP 200 with an unreadable answer")]
    [InlineData("", "application/json", "CloudTrail: HTTP 200 with an unreadable answer")]
    [InlineData("null", "application/json", "CloudTrail: HTTP 200 with an unreadable answer")]
    [InlineData("""{"Events":"none"}""", "application/json", "CloudTrail: HTTP 200 with an unreadable answer")]
    public async Task What_is_no_answer_is_taken_for_none(string body, string type, string reason)
    {
        await using var aws = new RawServer(Session, new RawServer.Reply(RawServer.Answer("200 OK", body, contentType: type), RawServer.After.Close));
        await using var services = Services(aws.Url);

        var failure = await RefusedAsync(Reader(services).LookUpAsync(Lookup, Cancellation));

        (failure.Refusal, failure.Message).ShouldBe((ReaderRefusal.Unavailable, reason));
    }

    [Theory]
    [InlineData(RawServer.After.Close, "CloudTrail: connection closed before the answer")]
    [InlineData(RawServer.After.Reset, "CloudTrail: connection reset")]
    public async Task Half_an_answer_is_none(RawServer.After after, string reason)
    {
        await using var aws = new RawServer(Session, new RawServer.Reply(RawServer.Cut("200 OK", """{"Events":[""", contentType: "application/json"), after));
        await using var services = Services(aws.Url);

        var failure = await RefusedAsync(Reader(services).LookUpAsync(Lookup, Cancellation));

        failure.Refusal.ShouldBe(ReaderRefusal.Unavailable);
        failure.Message.ShouldBeOneOf(reason, "CloudTrail: connection closed before the answer");
    }

    [Fact]
    public async Task A_page_for_people_that_refuses_is_no_refusal_of_AWS()
    {
        await using var aws = new RawServer(Session, new RawServer.Reply(RawServer.Answer("403 Forbidden", "<html>Blocked by the proxy</html>", contentType: "text/html"), RawServer.After.Close));
        await using var services = Services(aws.Url);

        (await RefusedAsync(Reader(services).LookUpAsync(Lookup, Cancellation))).Refusal.ShouldBe(ReaderRefusal.Unavailable);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = new RawServer(Json("200 OK", "{}"));
        await using var aws = new RawServer(Session, new RawServer.Reply(RawServer.Answer("307 Temporary Redirect", string.Empty, $"Location: {elsewhere.Url}\r\n"), RawServer.After.Close));
        await using var services = Services(aws.Url);

        (await RefusedAsync(Reader(services).LookUpAsync(Lookup, Cancellation))).Message.ShouldBe("CloudTrail: HTTP 307");

        elsewhere.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task A_service_that_hangs_is_given_up()
    {
        await using var aws = new RawServer(Session, new RawServer.Reply("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n{\"Events\":[", RawServer.After.Stall));
        var time = new FakeTimeProvider(TestData.Morning);
        await using var services = Services(aws.Url, time);

        var looking = RefusedAsync(Reader(services).LookUpAsync(Lookup, Cancellation));
        while (!looking.IsCompleted)
        {
            // Whoever asks may begin to wait only after the question has arrived.
            time.Advance(aws.Requests < 2 ? TimeSpan.Zero : TimeSpan.FromSeconds(21));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation);
        }

        var failure = await looking;
        (failure.Refusal, failure.Message).ShouldBe((ReaderRefusal.Unavailable, "CloudTrail: no answer in time"));
    }

    [Fact]
    public async Task Whoever_gives_up_is_not_told_that_AWS_failed()
    {
        await using var aws = new RawServer(Session, new RawServer.Reply(string.Empty, RawServer.After.Stall));
        await using var services = Services(aws.Url);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var looking = Reader(services).LookUpAsync(Lookup, end.Token);
        await aws.AskedAsync(Cancellation);
        await end.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(looking);
    }

    [Theory]
    [InlineData("403 Forbidden", "AccessDenied", ReaderRefusal.RoleMissing)]
    [InlineData("400 Bad Request", "Throttling", ReaderRefusal.Throttled)]
    [InlineData("403 Forbidden", "ExpiredToken", ReaderRefusal.Unavailable)]
    [InlineData("403 Forbidden", "InvalidClientTokenId", ReaderRefusal.Unavailable)]
    [InlineData("500 Internal Server Error", "InternalFailure", ReaderRefusal.Unavailable)]
    public async Task A_role_that_cannot_be_assumed_has_its_name(string status, string code, ReaderRefusal refusal)
    {
        await using var aws = new RawServer(Xml(status, $"<ErrorResponse><Error><Code>{code}</Code><Message>no</Message></Error></ErrorResponse>"));
        await using var services = Services(aws.Url);

        var failure = await RefusedAsync(Reader(services).PostureAsync(Account, Cancellation));

        failure.Refusal.ShouldBe(refusal);
        failure.Message.ShouldBe($"STS: HTTP {status[..3]} {code}");
    }

    [Fact]
    public async Task Without_credentials_of_its_own_nobody_is_asked()
    {
        await using var aws = new RawServer(Session);
        await using var services = Services(aws.Url, credentials: new NoCredentials());

        var failure = await RefusedAsync(Reader(services).LookUpAsync(Lookup, Cancellation));

        failure.Refusal.ShouldBe(ReaderRefusal.Unavailable);
        failure.Message.ShouldBe("no AWS credentials: there are none");
        failure.ToString().ShouldNotContain("secret");
        aws.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task A_session_serves_many_questions_and_a_service_that_doubts_it_gets_another()
    {
        await using var aws = new RawServer(
            Session, Json("200 OK", "{}"), Json("200 OK", "{}"), Json("400 Bad Request", """{"__type":"ExpiredTokenException"}"""), Session, Json("200 OK", "{}"));
        await using var services = Services(aws.Url);
        var reader = Reader(services);

        await reader.LookUpAsync(Lookup, Cancellation);
        await reader.LookUpAsync(Lookup, Cancellation);
        await RefusedAsync(reader.LookUpAsync(Lookup, Cancellation));
        await reader.LookUpAsync(Lookup, Cancellation);

        aws.Texts.Count(text => text.Contains("Action=AssumeRole", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task A_session_is_taken_anew_shortly_before_it_ends_by_the_clock_of_AWS()
    {
        var session = new RawServer.Reply(
            Session.Answer.Replace("2126-01-01T00:00:00Z", "2026-11-20T09:15:00Z", StringComparison.Ordinal).Replace("Connection:", "Date: Fri, 20 Nov 2026 09:00:00 GMT\r\nConnection:", StringComparison.Ordinal), RawServer.After.Close);
        await using var aws = new RawServer(session, Json("200 OK", "{}"), Json("200 OK", "{}"), session, Json("200 OK", "{}"));
        var time = new FakeTimeProvider(TestData.Morning.AddHours(5));
        await using var services = Services(aws.Url, time);
        var reader = Reader(services);

        await reader.LookUpAsync(Lookup, Cancellation);
        time.Advance(TimeSpan.FromMinutes(13));
        await reader.LookUpAsync(Lookup, Cancellation);
        aws.Requests.ShouldBe(3);

        time.Advance(TimeSpan.FromMinutes(1.5));
        await reader.LookUpAsync(Lookup, Cancellation);
        aws.Requests.ShouldBe(5);
    }

    [Fact]
    public async Task Questions_at_once_share_one_session()
    {
        await using var aws = new RawServer(Session, Json("200 OK", "{}"));
        await using var services = Services(aws.Url);
        var reader = Reader(services);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => reader.LookUpAsync(Lookup, Cancellation)));

        aws.Texts.Count(text => text.Contains("Action=AssumeRole", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task What_the_summary_does_not_say_is_unknown()
    {
        await using var aws = new RawServer(Session, Xml("200 OK", "<GetAccountSummaryResponse><GetAccountSummaryResult><SummaryMap><entry><key>Users</key><value>3</value></entry><entry><key>AccountMFAEnabled</key><value>0</value></entry><entry><key>AccountAccessKeysPresent</key><value>1</value></entry></SummaryMap></GetAccountSummaryResult></GetAccountSummaryResponse>"));
        await using var services = Services(aws.Url);

        (await Reader(services).PostureAsync(Account, Cancellation)).ShouldBe(new RootPosture(HasAccessKeys: true, HasMfa: false, HasPassword: null, HasSigningCertificates: null));
    }

    [Theory]
    [InlineData("<html>Sign in</html>", "text/html")]
    [InlineData("<GetAccountSummaryResponse>", "text/xml")]
    [InlineData("", "text/xml")]
    public async Task A_summary_that_cannot_be_read_is_not_taken_for_a_posture(string body, string type)
    {
        await using var aws = new RawServer(Session, new RawServer.Reply(RawServer.Answer("200 OK", body, contentType: type), RawServer.After.Close));
        await using var services = Services(aws.Url);

        (await RefusedAsync(Reader(services).PostureAsync(Account, Cancellation))).Refusal.ShouldBe(ReaderRefusal.Unavailable);
    }

    [Fact]
    public async Task Regions_come_from_EC2_in_order_and_only_what_can_be_one()
    {
        await using var aws = new RawServer(Session, Xml("200 OK", "<DescribeRegionsResponse><regionInfo><item><regionName>us-east-1</regionName></item><item><regionName>evil.example/#-1</regionName></item><item><regionName>eu-central-1</regionName></item></regionInfo></DescribeRegionsResponse>"));
        await using var services = Services(aws.Url);

        (await Reader(services).RegionsAsync(Account, Cancellation)).ShouldBe(["eu-central-1", "us-east-1"]);

        aws.Texts.Last().ShouldContain("/us-east-1/ec2/aws4_request");
        aws.Texts.Last().ShouldContain("Action=DescribeRegions&Version=2016-11-15");
    }

    [Fact]
    public async Task Where_EC2_may_not_be_asked_Account_Management_is()
    {
        await using var aws = new RawServer(
            Session,
            Xml("403 Forbidden", "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors></Response>"),
            Json("200 OK", """{"Regions":[{"RegionName":"us-east-1","RegionOptStatus":"ENABLED_BY_DEFAULT"}],"NextToken":"more"}"""),
            Json("200 OK", """{"Regions":[{"RegionName":"af-south-1","RegionOptStatus":"ENABLED"},null]}"""));
        await using var services = Services(aws.Url);

        (await Reader(services).RegionsAsync(Account, Cancellation)).ShouldBe(["af-south-1", "us-east-1"]);

        aws.Texts.Last().ShouldStartWith("POST /listRegions ");
        aws.Texts.Last().ShouldContain("""{"MaxResults":50,"RegionOptStatusContains":["ENABLED","ENABLED_BY_DEFAULT","DISABLING"],"NextToken":"more"}""");
    }

    [Fact]
    public async Task Where_neither_may_be_asked_it_is_denied()
    {
        await using var aws = new RawServer(
            Session,
            Xml("403 Forbidden", "<Response><Errors><Error><Code>UnauthorizedOperation</Code></Error></Errors></Response>"),
            new RawServer.Reply(RawServer.Answer("403 Forbidden", """{"message":"no"}""", "x-amzn-ErrorType: AccessDeniedException:http://internal.amazon.com/\r\n", "application/json"), RawServer.After.Close));
        await using var services = Services(aws.Url);

        var failure = await RefusedAsync(Reader(services).RegionsAsync(Account, Cancellation));

        (failure.Refusal, failure.Message).ShouldBe((ReaderRefusal.Denied, "Account Management: HTTP 403 AccessDeniedException"));
    }

    [Fact]
    public async Task The_organizations_active_accounts_are_listed_page_by_page()
    {
        await using var aws = new RawServer(
            Json("200 OK", """{"Accounts":[{"Id":"111122223333","Status":"ACTIVE"},{"Id":"444455556666","State":"SUSPENDED","Status":"ACTIVE"},{"Id":"not an account","State":"ACTIVE"}],"NextToken":"more"}"""),
            Json("200 OK", """{"Accounts":[{"Id":"777788889999","State":"ACTIVE"}]}"""));
        await using var services = Services(aws.Url);

        (await Reader(services).AccountsAsync(Cancellation)).ShouldBe(["111122223333", "777788889999"]);

        aws.Texts.Last().ShouldContain("X-Amz-Target: AWSOrganizationsV20161128.ListAccounts");
        aws.Texts.Last().ShouldContain("/us-east-1/organizations/aws4_request");
    }

    [Theory]
    [InlineData("AccessDeniedException")]
    [InlineData("AWSOrganizationsNotInUseException")]
    public async Task Accounts_that_may_not_be_listed_are_no_failure(string code)
    {
        await using var aws = new RawServer(Json("400 Bad Request", $$"""{"__type":"{{code}}"}"""));
        await using var services = Services(aws.Url);

        (await Reader(services).AccountsAsync(Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task An_organization_that_is_out_of_reach_is_a_failure()
    {
        await using var aws = new RawServer(Json("500 Internal Server Error", """{"__type":"ServiceException"}"""));
        await using var services = Services(aws.Url);

        (await RefusedAsync(Reader(services).AccountsAsync(Cancellation))).Refusal.ShouldBe(ReaderRefusal.Unavailable);
    }

    [Fact]
    public async Task Pages_that_lead_round_in_a_circle_come_to_an_end()
    {
        await using var aws = new RawServer(Json("200 OK", """{"Accounts":[],"NextToken":"again"}"""));
        await using var services = Services(aws.Url);

        (await RefusedAsync(Reader(services).AccountsAsync(Cancellation))).Message.ShouldBe("Organizations: the answer does not end");
    }

    [Theory]
    [InlineData("1111", "eu-central-1")]
    [InlineData("111122223333", "evil.example/#-1")]
    [InlineData("111122223333/", "eu-central-1")]
    public async Task What_is_no_account_and_region_is_not_asked_about(string account, string region)
    {
        await using var aws = new RawServer(Session);
        await using var services = Services(aws.Url);

        await RefusedAsync(Reader(services).LookUpAsync(Lookup with { Account = account, Region = region }, Cancellation));

        aws.Requests.ShouldBe(0);
    }

    private static RawServer.Reply Json(string status, string body) => new(RawServer.Answer(status, body, contentType: "application/x-amz-json-1.1"), RawServer.After.Close);

    private static RawServer.Reply Xml(string status, string body) => new(RawServer.Answer(status, body), RawServer.After.Close);

    private static IAccountReader Reader(ServiceProvider services) => services.GetRequiredService<IAccountReader>();

    private static async Task<AccountReaderException> RefusedAsync(Task asking)
    {
        var failure = await asking.ShouldThrowAsync<AccountReaderException>();
        failure.ToString().ShouldNotContain(Secret);
        failure.ToString().ShouldNotContain("the-external-id");
        return failure;
    }

    private static ServiceProvider Services(Uri aws, TimeProvider? time = null, AWSCredentials? credentials = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(time ?? new UnhurriedTime());
        services.AddSingleton(new AwsIdentity(credentials ?? new BasicAWSCredentials("AKIATEST", "secret")));
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Sns:TopicArn"] = "arn:aws:sns:eu-central-1:111122223333:root-use",
            ["Reconcile:ExternalId"] = "the-external-id",
            ["Reconcile:ServiceUrl"] = aws.AbsoluteUri,
        }).Build());
        return services.AddBridge().BuildServiceProvider();
    }

    private sealed class NoCredentials : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => throw new AmazonClientException("There is a secret in this text.");
    }
}
