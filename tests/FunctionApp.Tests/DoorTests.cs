using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using RootWatch.LocalHost;

namespace RootWatch.FunctionApp.Tests;

/// <summary>Who comes in, and what is refused how, over HTTP.</summary>
public sealed class DoorTests : IAsyncLifetime
{
    private const int Largest = 2 * 1024 * 1024;
    private const string Key = "the-first-function-key";
    private const string NextKey = "the-second-function-key";
    private const string EventsKey = "the-key-of-events-alone";
    private const string NextEventsKey = "the-next-key-of-events-alone";
    private const string Unresolved = "@Microsoft.KeyVault(VaultName=v;SecretName=s)";
    private const string NotRoot = """{"detail-type":"AWS API Call via CloudTrail","detail":{"userIdentity":{"type":"IAMUser"}}}""";

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private LocalFunctionApp _app = null!;

    public async ValueTask InitializeAsync() =>
        _app = await LocalFunctionApp.StartAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["LocalHost:FunctionKeys:0"] = Key,
                ["LocalHost:FunctionKeys:1"] = NextKey,
                ["LocalHost:FunctionKeys:2"] = Unresolved,
                ["LocalHost:Keys:receiveevents:0"] = EventsKey,
                ["LocalHost:Keys:receiveevents:1"] = NextEventsKey,
                ["LocalHost:Keys:receiveevents:2"] = Unresolved,
                ["Sns:TopicArn"] = "arn:aws:sns:eu-central-1:111122223333:root-use",
            },
            cancellationToken: TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData(Key)]
    [InlineData(NextKey)]
    [InlineData(EventsKey)]
    [InlineData(NextEventsKey)]
    public async Task Each_valid_key_opens_the_door(string key) => (await PostAsync(NotRoot, key)).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task The_key_may_stand_in_the_query()
    {
        using var content = Json(NotRoot);
        using var response = await _client.PostAsync(new Uri($"{_app.EventsUrl}?code={Key}"), content, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("the-first-function-ke")]
    [InlineData("THE-FIRST-FUNCTION-KEY")]
    [InlineData(Unresolved)]
    public async Task Without_a_valid_key_the_answer_is_401(string? key) => (await PostAsync(NotRoot, key)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task A_wrong_method_is_404_as_in_Azure()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _app.EventsUrl);
        request.Headers.Add("x-functions-key", Key);
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("AzureWebJobs.ReportHealth.Disabled", "true", HttpStatusCode.NotFound)]
    [InlineData("AzureWebJobs_ReportHealth_Disabled", "1", HttpStatusCode.NotFound)]
    [InlineData("AzureWebJobs.ReportHealth.Disabled", "false", HttpStatusCode.OK)]
    [InlineData("AzureWebJobs.ReceiveEvents.Disabled", "true", HttpStatusCode.OK)]
    public async Task A_function_that_a_setting_switches_off_is_404_as_in_Azure(string setting, string value, HttpStatusCode expected)
    {
        await using var app = await LocalFunctionApp.StartAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["LocalHost:FunctionKeys:0"] = Key,
                ["Sns:TopicArn"] = "arn:aws:sns:eu-central-1:111122223333:root-use",
                [setting] = value,
            },
            cancellationToken: TestContext.Current.CancellationToken);

        using var response = await _client.GetAsync(new Uri(app.BaseAddress, "api/health"), TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    [InlineData("no media type")]
    public async Task What_is_neither_an_event_nor_called_JSON_is_415(string? mediaType)
    {
        foreach (var body in new[] { "hello", "{}", "a=b&c=d", string.Empty })
        {
            using var response = await PostAsync(body, Key, mediaType);

            await ShouldBeProblem(response, HttpStatusCode.UnsupportedMediaType, "application/json");
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/cloudevents+json")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("no media type")]
    [InlineData(null)]
    public async Task An_event_is_taken_whatever_it_is_called(string? mediaType) =>
        (await PostAsync(NotRoot, Key, mediaType)).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON")]
    public async Task JSON_is_taken_however_it_is_written(string mediaType) =>
        (await PostAsync(NotRoot, Key, mediaType)).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_of_2_MiB_is_taken_whether_it_tells_its_length_or_not(bool chunked)
    {
        var body = NotRoot + new string(' ', Largest - NotRoot.Length);

        (await PostAsync(body, Key, chunked: chunked)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("a byte order mark", "\uFEFF{0}")]
    [InlineData("space around it", "\r\n\t {0} \n\n")]
    [InlineData("escapes", """{{"detail\u002dtype":"AWS API Call via CloudTr\u0061il","det\u0061il":{{"\u0075serIdentity":{{"type":"IAMUser"}}}}}}""")]
    [InlineData("half surrogate pairs", """{{"\ud800":"\udfff","id":"\ud800","detail-type":"AWS API Call via CloudTrail","detail":{{"\ud800":["\ud800"],"userIdentity":{{"type":"\ud800","\ud800":1}}}}}}""")]
    [InlineData("names that stand twice", """{{"detail-type":"x","detail-type":"AWS API Call via CloudTrail","detail":null,"detail":{{"userIdentity":null,"userIdentity":{{"type":"IAMUser"}}}}}}""")]
    [InlineData("another version", """{{"version":9,"account":null,"detail-type":"AWS API Call via CloudTrail","detail":{{"userIdentity":[1e999,-0.0]}},"z":[]}}""")]
    public async Task Odd_JSON_is_JSON(string kind, string body)
    {
        using var response = await PostAsync(string.Format(CultureInfo.InvariantCulture, body, NotRoot), Key);

        response.StatusCode.ShouldBe(HttpStatusCode.OK, kind);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("NotRoot");
    }

    [Theory]
    [InlineData("RootWatch Heartbeat")]
    [InlineData("RootWatch Test")]
    [InlineData("Sign-in Anomaly Alert")]
    [InlineData("AWS API Call via CloudTrail")]
    [InlineData("Something else")]
    public async Task Nothing_that_is_an_event_breaks_the_bridge(string detailType)
    {
        var deep = new string('[', 500_000) + new string(']', 500_000);
        foreach (var oddity in new[] { "\"\\ud800\":1", "\"account\":\"\\ud800\"", $"\"a\":{deep}", $"\"{new string('n', 1_000_000)}\":1", "\"region\":7", "\"id\":{}" })
        {
            var body = $$$"""{"detail-type":"{{{detailType}}}",{{{oddity}}},"detail":{"id":"\udfff","type":"IAMUser",{{{oddity}}}}}""";

            ((int)(await PostAsync(body, Key)).StatusCode).ShouldBeOneOf(200, 400, 503);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_larger_body_is_413_whether_it_tells_its_length_or_not(bool chunked)
    {
        var body = NotRoot + new string(' ', Largest + 1 - NotRoot.Length);

        using var response = await PostAsync(body, Key, chunked: chunked);

        await ShouldBeProblem(response, HttpStatusCode.RequestEntityTooLarge, "2 MiB");
    }

    [Theory]
    [InlineData("{}", "detail-type")]
    [InlineData("hello", "well-formed JSON")]
    [InlineData("""{"eventID":"1","userIdentity":{"type":"Root"}}""", "rootwatch send")]
    public async Task What_is_no_envelope_is_400_and_says_what_is_wrong(string body, string says)
    {
        using var response = await PostAsync(body, Key);

        await ShouldBeProblem(response, HttpStatusCode.BadRequest, says);
    }

    [Fact]
    public async Task An_unknown_detail_type_is_200_and_ignored() =>
        (await AnswerAsync("""{"detail-type":"Something else","detail":{}}""")).GetProperty("outcome").GetString().ShouldBe("Ignored");

    [Fact]
    public async Task A_record_that_does_not_concern_root_is_200() =>
        (await AnswerAsync(NotRoot)).GetProperty("outcome").GetString().ShouldBe("NotRoot");

    [Fact]
    public async Task Health_is_open_to_all_and_tells_no_secret()
    {
        using var response = await _client.GetAsync(new Uri(_app.BaseAddress, "api/health"), TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        text.ShouldContain("\"name\":\"sns\",\"lastReachable\":null");
        text.ShouldContain("\"build\":\"0.");
        text.ShouldNotContain(Key);
        text.ShouldNotContain(EventsKey);
        text.ShouldNotContain("111122223333");
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static async Task ShouldBeProblem(HttpResponseMessage response, HttpStatusCode status, string says)
    {
        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(says);
    }

    private async Task<JsonElement> AnswerAsync(string body)
    {
        using var response = await PostAsync(body, Key);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return document.RootElement.Clone();
    }

    private async Task<HttpResponseMessage> PostAsync(string body, string? key, string? mediaType = "application/json", bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _app.EventsUrl);
        request.Headers.TransferEncodingChunked = chunked;
        if (key is not null)
        {
            request.Headers.Add("x-functions-key", key);
        }

        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        return await _client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
