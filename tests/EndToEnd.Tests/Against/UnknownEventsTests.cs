using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RootWatch.Bridge.KnownEvents;

namespace RootWatch.EndToEnd.Tests.Against;

/// <summary>What a bridge says of events that somebody has found elsewhere.</summary>
public sealed class UnknownEventsTests : IAsyncLifetime
{
    private const string Account = "111122223333";
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private RecordingSinks _sinks = null!;
    private TestBridge _bridge = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);
        _bridge = await TestBridge.StartAsync(
            new Dictionary<string, string?>(TestBridge.Settings(_sinks), StringComparer.Ordinal) { ["Ledger:RetentionDays"] = "100" }, new Amazon.Runtime.BasicAWSCredentials("test", "test"), services => services.AddSingleton<TimeProvider>(_time));
    }

    public async ValueTask DisposeAsync()
    {
        await _bridge.DisposeAsync();
        await _sinks.DisposeAsync();
    }

    [Fact]
    public async Task It_does_not_know_what_was_not_brought_to_it()
    {
        var envelope = TestBridge.Event("root-create-access-key");
        await _bridge.DeliverAsync(envelope);
        var known = (string)JsonNode.Parse(envelope)!["detail"]!["eventID"]!;

        (await AskAsync([(Account, "lost-1"), (Account, known), (Account, "lost-2")])).Unknown.ShouldBe(["lost-1", "lost-2"]);
        (await AskAsync([(Account, known)])).Unknown.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_of_another_account_is_another_event()
    {
        var envelope = TestBridge.Event("root-create-access-key");
        await _bridge.DeliverAsync(envelope);
        var known = (string)JsonNode.Parse(envelope)!["detail"]!["eventID"]!;

        (await AskAsync([("444455556666", known)])).Unknown.ShouldBe([known]);
    }

    [Fact]
    public async Task It_says_since_when_it_keeps_events() =>
        (await AskAsync([])).KeptSince.ShouldBe(_time.GetUtcNow().AddDays(-100), TimeSpan.FromSeconds(1));

    [Theory]
    [InlineData("unknown")]
    [InlineData("unknown_0a1b2c3d")]
    public async Task What_stands_for_an_account_that_a_record_does_not_name_is_asked_for_too(string account) =>
        (await AskAsync([(account, "lost")])).Unknown.ShouldBe(["lost"]);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"events":null}""")]
    [InlineData("""{"events":[null]}""")]
    [InlineData("""{"events":[{"account":"111122223333"}]}""")]
    [InlineData("""{"events":[{"account":"111122223333","id":""}]}""")]
    [InlineData("""{"events":[{"account":"111122223333","id":null}]}""")]
    [InlineData("""{"events":[{"account":"system","id":"0f1e"}]}""")]
    [InlineData("""{"events":[{"account":"11112222333","id":"0f1e"}]}""")]
    [InlineData("""{"events":[{"account":"../account","id":"0f1e"}]}""")]
    [InlineData("""{"events":[{"account":"111122223333","id":"0f1e"}]""")]
    public async Task What_is_no_list_of_events_is_refused(string body)
    {
        using var answer = await SendAsync(body);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("no list of events");
    }

    [Theory]
    [InlineData(UnknownEventsQuestion.Most, HttpStatusCode.OK)]
    [InlineData(UnknownEventsQuestion.Most + 1, HttpStatusCode.BadRequest)]
    public async Task It_takes_a_thousand_events_at_a_time(int count, HttpStatusCode status)
    {
        using var answer = await SendAsync(Body(Enumerable.Range(0, count).Select(number => (Account, $"lost-{number}"))));

        answer.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task Without_the_key_nobody_learns_what_it_knows()
    {
        using var answer = await SendAsync(Body([(Account, "lost")]), key: "not-the-key");

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_event_is_still_taken_at_the_address_beside_it()
    {
        (await _bridge.DeliverOnceAsync(TestBridge.Event("root-create-access-key"))).Status.ShouldBe(HttpStatusCode.OK);
        _sinks.Sns.Received.ShouldNotBeEmpty();
    }

    private static string Body(IEnumerable<(string Account, string Id)> events) =>
        new JsonObject { ["events"] = new JsonArray([.. events.Select(found => new JsonObject { ["account"] = found.Account, ["id"] = found.Id })]) }.ToJsonString();

    private async Task<UnknownEventsAnswer> AskAsync((string Account, string Id)[] events)
    {
        using var answer = await SendAsync(Body(events));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(Cancellation), KnownEventsJson.Default.UnknownEventsAnswer)!;
    }

    private async Task<HttpResponseMessage> SendAsync(string body, string key = TestBridge.Key)
    {
        using var client = new HttpClient();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_bridge.EventsUrl, "/api/events/unknown")) { Content = content, Headers = { { "x-functions-key", key } } };
        return await client.SendAsync(request, Cancellation);
    }
}
