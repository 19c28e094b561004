using System.Net;
using System.Net.Sockets;
using RootWatch.Bridge.Clients;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Bridge.Notifications.Teams.Graph;
using RootWatch.Tests.Time;

namespace RootWatch.Bridge.Tests.Clients;

/// <summary>The status is the answer, the body is not: on real sockets.</summary>
public sealed class CapturedResponseTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", RawServer.After.Stall)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", RawServer.After.Close)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", RawServer.After.Reset)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n", RawServer.After.Close)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nnonsense", RawServer.After.Stall)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nhalf", RawServer.After.Close)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", RawServer.After.Stall)]
    public async Task Whatever_becomes_of_a_body_the_status_stands(string answer, RawServer.After after)
    {
        var read = await ReadAsync(answer, after, TimeProvider.System, Cancellation);

        read.Status.ShouldBe(HttpStatusCode.OK);
        read.IsWhole.ShouldBeFalse();
    }

    [Fact]
    public async Task A_whole_body_is_known_to_be_whole()
    {
        var read = await ReadAsync(RawServer.Answer("503 Service Unavailable", "<html>", "Retry-After: 7\r\n", "text/html"), RawServer.After.Stall, TimeProvider.System, Cancellation);

        read.IsWhole.ShouldBeTrue();
        read.IsHtml.ShouldBeTrue();
        read.RetryAfter(TimeProvider.System).ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task Of_a_body_without_end_no_more_is_read_than_fits()
    {
        var read = await ReadAsync("HTTP/1.1 200 OK\r\n\r\n" + new string('x', 1_000_000), RawServer.After.Stall, TimeProvider.System, Cancellation);

        read.Body.Length.ShouldBe(64 * 1024);
        read.IsWhole.ShouldBeFalse();
    }

    [Fact]
    public async Task Who_gives_up_while_the_body_comes_has_an_answer_all_the_same()
    {
        using var attempt = new CancellationTokenSource(TimeSpan.FromSeconds(0.1), TimeProvider.System);

        (await ReadAsync("HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\nhalf", RawServer.After.Stall, new FakeTimeProvider(), attempt.Token)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("Thu, 19 Nov 2026 09:00:00 GMT", "the clock here is 24 hours ahead of AWS's")]
    [InlineData("Fri, 20 Nov 2026 08:43:00 GMT", "the clock here is 17 minutes ahead of AWS's")]
    [InlineData("Fri, 20 Nov 2026 09:17:00 GMT", "the clock here is 17 minutes behind AWS's")]
    [InlineData("Fri, 20 Nov 2026 09:01:00 GMT", null)]
    [InlineData("nonsense", null)]
    public async Task A_clock_that_is_wrong_is_told_as_that(string date, string? told)
    {
        var answer = await ReadAsync(RawServer.Answer("403 Forbidden", string.Empty, $"Date: {date}\r\n"), RawServer.After.Close, new UnhurriedTime(), Cancellation);

        answer.ClockSkew("AWS's", new FakeTimeProvider(TestData.Morning)).ShouldBe(told);
    }

    [Theory]
    [InlineData("201 Created", "application/json", """{"@odata.context":"x","etag":"1","id":"m-1","reply":{"id":"other"}}""", "m-1")]
    [InlineData("200 OK", "application/json; charset=utf-8", """{"from":{"id":"other"},"id":"m-1"}""", "m-1")]
    public async Task Graphs_id_is_the_messages_own(string status, string type, string body, string id) =>
        (await GraphAsync(RawServer.Answer(status, body, contentType: type))).ShouldBe(new SendOutcome.Succeeded(id));

    [Theory]
    [InlineData("200 OK", "text/html", "<!DOCTYPE html><html>Sign in</html>")]
    [InlineData("201 Created", "application/json", "{}")]
    [InlineData("201 Created", "application/json", """{"id":""}""")]
    [InlineData("201 Created", "application/json", """{"id":7}""")]
    [InlineData("201 Created", "application/json", "")]
    [InlineData("201 Created", "application/json", """{"from":{"id":"other"}}""")]
    [InlineData("202 Accepted", "application/json", "null")]
    public async Task A_success_without_a_message_id_is_not_recognized(string status, string type, string body) =>
        (await GraphAsync(RawServer.Answer(status, body, contentType: type))).ShouldBe(new SendOutcome.Unrecognized($"HTTP {status[..3]} without a message id"));

    [Theory]
    [InlineData("application/json", "", """{"id":"m-1","createdDate""", "m-1")]
    [InlineData("application/json", "", """{"@odata.context":"x","id":"m-""", null)]
    [InlineData("application/octet-stream", "request-id: r-1\r\n", "", null)]
    public async Task A_success_that_was_cut_is_sent(string type, string headers, string body, string? id) =>
        (await GraphAsync(RawServer.Cut("201 Created", body, headers, type))).ShouldBe(new SendOutcome.Succeeded(id));

    [Theory]
    [InlineData("text/html", "request-id: r-1\r\n")]
    [InlineData("application/octet-stream", "")]
    public async Task A_success_that_was_cut_and_is_not_Graphs_is_not_recognized(string type, string headers) =>
        (await GraphAsync(RawServer.Cut("200 OK", "<html", headers, type))).ShouldBeOfType<SendOutcome.Unrecognized>();

    [Theory]
    [InlineData("503 Service Unavailable", "text/html", "<html>", typeof(SendOutcome.Unavailable), "HTTP 503")]
    [InlineData("502 Bad Gateway", "text/html", "<html>", typeof(SendOutcome.Unknown), "HTTP 502")]
    [InlineData("400 Bad Request", "application/json", """{"error":{"code":"BadRequest","message":"Bad Request"}}""", typeof(SendOutcome.Refused), "HTTP 400 BadRequest")]
    [InlineData("400 Bad Request", "application/json", """{"error":{"code":"RequestEntityTooLarge"}}""", typeof(SendOutcome.Rejected), "HTTP 400 RequestEntityTooLarge")]
    [InlineData("413 Content Too Large", "text/html", "<html>", typeof(SendOutcome.Rejected), "HTTP 413")]
    [InlineData("403 Forbidden", "application/json", """{"error":{"message":"x","code":"Forbidden"}}""", typeof(SendOutcome.Refused), "HTTP 403 Forbidden")]
    [InlineData("404 Not Found", "application/json", """{"error":{"code":"<script>"}}""", typeof(SendOutcome.Refused), "HTTP 404")]
    [InlineData("302 Found", "text/html", "<html>", typeof(SendOutcome.Refused), "HTTP 302")]
    public async Task Graphs_refusals_keep_their_status(string status, string type, string body, Type outcome, string reason)
    {
        var judged = await GraphAsync(RawServer.Answer(status, body, contentType: type));

        judged.ShouldBeOfType(outcome);
        judged.Why.ShouldBe(reason);
    }

    [Fact]
    public async Task Graphs_401_doubts_the_token_and_not_the_message() =>
        (await GraphAsync(RawServer.Answer("401 Unauthorized", """{"error":{"code":"InvalidAuthenticationToken"}}""", contentType: "application/json"))).ShouldBe(new SendOutcome.Refused("HTTP 401 InvalidAuthenticationToken") { IsOfCredentials = true });

    [Theory]
    [InlineData("ExpiredToken", "403 Forbidden")]
    [InlineData("InvalidClientTokenId", "403 Forbidden")]
    [InlineData("RequestExpired", "400 Bad Request")]
    [InlineData("SignatureDoesNotMatch", "403 Forbidden")]
    [InlineData("InvalidIdentityToken", "400 Bad Request")]
    [InlineData("Whatever", "401 Unauthorized")]
    public async Task SNS_doubts_the_credentials_before_the_message(string code, string status) =>
        (await SnsAsync(RawServer.Answer(status, Error(code)))).ShouldBe(new SendOutcome.Refused($"HTTP {status[..3]} {code}") { IsOfCredentials = true });

    [Theory]
    [InlineData("InvalidParameter", "Invalid parameter: Message too long")]
    [InlineData("InvalidParameterValue", "Invalid parameter: Subject")]
    [InlineData("ValidationError", "1 validation error detected: Value at 'message' failed")]
    public async Task What_SNS_says_of_the_content_is_final(string code, string text) =>
        (await SnsAsync(RawServer.Answer("400 Bad Request", Error(code, text)))).ShouldBe(new SendOutcome.Rejected($"HTTP 400 {code}"));

    [Theory]
    [InlineData("400 Bad Request", "InvalidParameter", "Invalid parameter: TopicArn")]
    [InlineData("400 Bad Request", "InvalidParameter", "Invalid parameter: TargetArn Reason: no such")]
    [InlineData("400 Bad Request", "KMSAccessDenied", "no")]
    [InlineData("400 Bad Request", "KMSDisabled", "no")]
    [InlineData("400 Bad Request", "EndpointDisabled", "no")]
    [InlineData("400 Bad Request", "SomethingNew", "no")]
    [InlineData("403 Forbidden", "AuthorizationError", "no")]
    [InlineData("404 Not Found", "NotFound", "Topic does not exist")]
    public async Task What_can_be_put_right_at_SNS_is_not_final(string status, string code, string text) =>
        (await SnsAsync(RawServer.Answer(status, Error(code, text)))).ShouldBe(new SendOutcome.Refused($"HTTP {status[..3]} {code}"));

    [Fact]
    public async Task A_refused_signature_names_the_clock()
    {
        var time = new FakeTimeProvider(TestData.Morning);

        (await SnsAsync(RawServer.Answer("403 Forbidden", Error("SignatureDoesNotMatch"), "Date: Fri, 20 Nov 2026 08:43:00 GMT\r\n"), time))
            .Why.ShouldBe("HTTP 403 SignatureDoesNotMatch: the clock here is 17 minutes ahead of AWS's");
    }

    [Theory]
    [InlineData("503 Service Unavailable", "HTTP 503")]
    [InlineData("403 Forbidden", "HTTP 403")]
    public async Task An_error_whose_body_was_cut_goes_by_its_status(string status, string reason) =>
        (await SnsAsync(RawServer.Cut(status, "<ErrorResponse><Error><Type>Sen"))).Why.ShouldBe(reason);

    [Fact]
    public async Task Who_never_lets_anybody_connect_has_taken_nothing()
    {
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        var waiting = new List<Socket>();
        for (var isFull = false; !isFull;)
        {
            waiting.Add(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
            using var late = new CancellationTokenSource(TimeSpan.FromSeconds(0.3), TimeProvider.System);
            isFull = await waiting[^1].ConnectAsync(full.LocalEndPoint!, late.Token).AsTask().ContinueWith(static connecting => !connecting.IsCompletedSuccessfully, TaskScheduler.Default);
        }

        using var client = new HttpClient(SingleAttempt.CreateHandler(TimeProvider.System));
        var failure = await Should.ThrowAsync<Exception>(() => client.GetAsync(new Uri($"http://{full.LocalEndPoint}/"), Cancellation));

        SendOutcome.OfFailure(failure).ShouldBe(new SendOutcome.Unavailable("no connection"));
        waiting.ForEach(static socket => socket.Dispose());
    }

    private static string Error(string code, string text = "no") => $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{text}</Message></Error><RequestId>r</RequestId></ErrorResponse>";

    private static async Task<SendOutcome> GraphAsync(string answer) => GraphAnswers.OutcomeOf(await ReadAsync(answer, RawServer.After.Close, new UnhurriedTime(), Cancellation), TimeProvider.System);

    private static async Task<SendOutcome> SnsAsync(string answer, TimeProvider? time = null) =>
        SnsAnswers.OutcomeOf(await ReadAsync(answer, RawServer.After.Close, new UnhurriedTime(), Cancellation), time ?? TimeProvider.System);

    private static async Task<CapturedResponse> ReadAsync(string answer, RawServer.After after, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var server = new RawServer(answer, after);
        using var client = new HttpClient(SingleAttempt.CreateHandler(new FakeTimeProvider()));
        using var response = await client.GetAsync(server.Url, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        return await CapturedResponse.ReadAsync(response, time, cancellationToken);
    }
}
