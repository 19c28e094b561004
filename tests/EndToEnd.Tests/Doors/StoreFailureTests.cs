using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Links;
using RootWatch.Bridge.Storage;

namespace RootWatch.EndToEnd.Tests.Doors;

/// <summary>However the ledger's store fails, whoever asks reads words, and is told when to come back.</summary>
public sealed class StoreFailureTests : IAsyncLifetime
{
    private const string Incident = "111122223333-0123456789";
    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal) { ["one"] = "0123456789abcdef0123456789abcdef" };

    private readonly LinkSigner _links = new(Options.Create(new LinkOptions { BaseUrl = new Uri("https://rootwatch.example"), Keys = Keys }), TimeProvider.System);
    private readonly LinesLogged _log = new();
    private RecordingSinks _sinks = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Pages { get; } = ["incident", "acknowledgement", "list", "coverage"];

    public async ValueTask InitializeAsync() => _sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);

    public ValueTask DisposeAsync() => _sinks.DisposeAsync();

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_table_that_answers_HTML_is_a_page_of_words(string page)
    {
        await using var table = new RawServer(RawServer.Answer("200 OK", "<html><body>Sign in</body></html>", contentType: "text/html"), RawServer.After.Close);
        await using var bridge = await StartAsync(new() { ["Ledger:ConnectionString"] = ConnectionString(table) });

        await ShouldBeAPageOfWordsAsync(bridge, page, "The ledger does not answer");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task What_nobody_thought_of_is_a_page_of_words_too(string page)
    {
        await using var bridge = await StartAsync([], services => services.AddSingleton<IIncidentStore>(new FailingStore()));

        await ShouldBeAPageOfWordsAsync(bridge, page, "Something is wrong with RootWatch");
    }

    [Theory]
    [InlineData("GET", "incidents")]
    [InlineData("GET", "coverage")]
    [InlineData("GET", "expectations")]
    [InlineData("GET", "tests/7f3b2a52-7d1c-4c52-9a35-d5d1b8a0a001")]
    [InlineData("DELETE", "expectations/20261120100000abcdef")]
    public async Task A_program_reads_it_as_a_problem(string method, string path)
    {
        await using var bridge = await StartAsync([], services => services.AddSingleton<IIncidentStore>(new FailingStore()));
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), new Uri(bridge.EventsUrl, path)) { Headers = { { "x-functions-key", TestBridge.Key } } };

        using var answer = await client.SendAsync(request, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        answer.Headers.RetryAfter.ShouldNotBeNull();
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain(FailingStore.Secret);
    }

    [Fact]
    public async Task An_event_is_answered_503_so_that_EventBridge_keeps_it()
    {
        await using var bridge = await StartAsync([], services => services.AddSingleton<IIncidentStore>(new FailingStore()));

        var attempt = await bridge.DeliverOnceAsync(TestBridge.Event("root-create-access-key"));

        attempt.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        attempt.RetryAfter.ShouldNotBeNull();
        attempt.Body.ShouldContain("StillDue");
    }

    [Fact]
    public async Task An_event_in_broken_chunks_is_answered_503_for_a_refusal_would_lose_it()
    {
        await using var bridge = await StartAsync([]);
        using var connection = new System.Net.Sockets.TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, bridge.EventsUrl.Port, Cancellation);
        await using var stream = connection.GetStream();

        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /api/events HTTP/1.1\r\nHost: localhost\r\nx-functions-key: {TestBridge.Key}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nno chunk\r\n"), Cancellation);

        using var reader = new StreamReader(stream, Encoding.ASCII);
        (await reader.ReadLineAsync(Cancellation)).ShouldBe("HTTP/1.1 503 Service Unavailable");
    }

    [Fact]
    public async Task What_reaches_the_guard_is_counted_and_logged_without_a_word_of_strangers()
    {
        var counted = new ConcurrentQueue<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name is "rootwatch.requests.failed")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Enqueue(string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
        listener.Start();
        await using var bridge = await StartAsync([], services => services.AddSingleton<IIncidentStore>(new FailingStore()));

        using var page = await AskAsync(bridge, "incident");
        using var form = await PostAsync(bridge, "entra/signed-in", "error=%00");

        form.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        counted.ShouldContain("fault=Unexpected");
        counted.ShouldContain("fault=Unreadable");
        _log.Lines.ShouldContain(line => line.Contains("InvalidOperationException", StringComparison.Ordinal) && line.Contains(nameof(FailingStore), StringComparison.Ordinal), "where it was");
        _log.Lines.ShouldNotContain(line => line.Contains(FailingStore.Secret, StringComparison.Ordinal));
    }

    private static string ConnectionString(RawServer table) =>
        $"DefaultEndpointsProtocol=http;AccountName=nobody;AccountKey=bm9ib2R5;TableEndpoint={table.Url}nobody;";

    private async Task<TestBridge> StartAsync(Dictionary<string, string?> settings, Action<IServiceCollection>? configure = null)
    {
        var all = TestBridge.Settings(_sinks);
        all["Links:BaseUrl"] = "https://rootwatch.example";
        all["Links:Keys:one"] = Keys["one"];
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        return await TestBridge.StartAsync(all, new BasicAWSCredentials("test", "test"), services =>
        {
            services.AddLogging(logging => logging.AddProvider(_log).SetMinimumLevel(LogLevel.Debug));
            configure?.Invoke(services);
        });
    }

    private async Task ShouldBeAPageOfWordsAsync(TestBridge bridge, string page, string title)
    {
        using var answer = await AskAsync(bridge, page);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain($"<h1>{title}</h1>");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.RetryAfter.ShouldNotBeNull();
    }

    private async Task<HttpResponseMessage> AskAsync(TestBridge bridge, string page)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        if (page == "acknowledgement")
        {
            return await PostAsync(bridge, _links.Sign(LinkSigner.Incident, Incident, "/acknowledgement")!.PathAndQuery, "verdict=legitimate&name=Kim");
        }

        var path = page == "incident" ? _links.Sign(LinkSigner.Incident, Incident)!.PathAndQuery : $"/api/{(page == "list" ? "incidents" : page)}?code={TestBridge.Key}";
        client.DefaultRequestHeaders.Add("Accept", page == "incident" ? "*/*" : "text/html");
        return await client.GetAsync(new Uri(bridge.EventsUrl, path), Cancellation);
    }

    private static async Task<HttpResponseMessage> PostAsync(TestBridge bridge, string path, string form)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var content = new StringContent(form, Encoding.ASCII) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") } };
        return await client.PostAsync(new Uri(bridge.EventsUrl, path), content, Cancellation);
    }
}
