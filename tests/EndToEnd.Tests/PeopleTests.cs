using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace RootWatch.EndToEnd.Tests;

/// <summary>What people do about an incident, and plan.</summary>
public sealed class PeopleTests : IAsyncLifetime
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private RecordingSinks _sinks = null!;
    private TestBridge _bridge = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);
        _bridge = await StartAsync(new() { ["Links:Keys:old"] = "0123456789abcdef0123456789abcdef" });
    }

    public async ValueTask DisposeAsync()
    {
        await _bridge.DisposeAsync();
        await _sinks.DisposeAsync();
    }

    [Fact]
    public async Task The_page_holds_nothing_from_elsewhere_and_is_kept_by_nobody()
    {
        using var page = await Client.GetAsync(await LinkAsync(), Cancellation);

        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
        (await page.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain("<script");
    }

    [Fact]
    public async Task Not_us_makes_the_incident_Critical_and_both_channels_hear_it_once()
    {
        var link = await LinkAsync();

        (await ActAsync(link, "not-us", "<b>Jo</b>", "nobody of us](http://evil)")).ShouldBe(HttpStatusCode.SeeOther);
        (await ActAsync(link, "not-us", "<b>Jo</b>", "nobody of us](http://evil)")).ShouldBe(HttpStatusCode.SeeOther, "sent twice");

        await _sinks.Workflow.WaitForAsync(2, Cancellation);
        _sinks.Sns.Received.Count.ShouldBe(2);
        _sinks.Workflow.Received.Count.ShouldBe(2);
        _sinks.Sns.Received[1].Attributes["severity"].ShouldBe("Critical");
        _sinks.Sns.Received[1].Message.ShouldNotContain("<b>");
        _sinks.Workflow.Received[1].Card.GetRawText().ShouldNotContain("](http");
        var page = await Client.GetStringAsync(link, Cancellation);
        page.ShouldContain("NOT us");
        page.ShouldContain("Critical");
        page.ShouldNotContain("<b>");
    }

    [Fact]
    public async Task What_was_legitimate_is_told_further_only_where_it_gets_worse()
    {
        var link = await LinkAsync("root-create-user");
        (await ActAsync(link, "legitimate", "Jo", string.Empty)).ShouldBe(HttpStatusCode.SeeOther);

        (await _bridge.DeliverAsync(TestBridge.Event("root-attach-user-policy"))).Attempts[^1].Body.ShouldContain("\"Recorded\"");

        _sinks.Sns.Received.Select(message => message.Attributes["kind"]).ShouldBe(["RootUse", "Acknowledged"]);
    }

    [Theory]
    [InlineData("", "Jo")]
    [InlineData("maybe", "Jo")]
    [InlineData("not-us", "")]
    public async Task An_answer_without_a_name_or_a_choice_notes_nothing(string verdict, string name)
    {
        var link = await LinkAsync();

        (await ActAsync(link, verdict, name, "note")).ShouldBe(HttpStatusCode.BadRequest);

        (await Client.GetStringAsync(link, Cancellation)).ShouldContain("Nobody has answered yet");
    }

    [Fact]
    public async Task Forged_and_expired_links_get_a_page_that_tells_nothing()
    {
        var link = await LinkAsync();
        foreach (var forged in new[] { Changed(link, "s=", "s=A"), Changed(link, "e=", "e=9"), Changed(link, "k=old", "k=new"), Changed(link, "incidents/1111", "incidents/1112"), new Uri(link.GetLeftPart(UriPartial.Path)) })
        {
            using var refused = await Client.GetAsync(forged, Cancellation);
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden, forged.ToString());
            (await refused.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain("111122223333");
            (await ActAsync(forged, "not-us", "Jo", string.Empty)).ShouldBe(HttpStatusCode.Forbidden);
        }

        _time.Advance(TimeSpan.FromDays(8));
        using var expired = await Client.GetAsync(link, Cancellation);
        expired.StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task A_key_that_is_being_rotated_opens_until_it_is_taken_away()
    {
        var link = await LinkAsync();
        await using var both = await StartAsync(new() { ["Links:Keys:old"] = "0123456789abcdef0123456789abcdef", ["Links:Keys:new"] = "fedcba9876543210fedcba9876543210", ["Links:SignWith"] = "new" });
        await using var rotated = await StartAsync(new() { ["Links:Keys:new"] = "fedcba9876543210fedcba9876543210" });

        using var still = await Client.GetAsync(On(both, link), Cancellation);
        using var gone = await Client.GetAsync(On(rotated, link), Cancellation);

        still.StatusCode.ShouldBe(HttpStatusCode.NotFound, "the link is good, but this bridge knows nothing of the incident");
        gone.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_declared_window_is_announced_and_makes_what_is_planned_expected()
    {
        (await _bridge.DeliverAsync(At("root-email-updated-before", "root-password-updated"))).Attempts[^1].Body.ShouldNotContain("expected-window");

        using var declared = await CallAsync(HttpMethod.Post, "expectations", Window());
        declared.StatusCode.ShouldBe(HttpStatusCode.Created);

        (await _bridge.DeliverAsync(At("inside", "root-password-updated"))).Attempts[^1].Body.ShouldContain("expected-window");
        _sinks.Sns.Received.Select(message => message.Attributes["kind"]).ShouldContain("ExpectationDeclared");
        _sinks.Workflow.Received.ShouldContain(post => post.Card.GetRawText().Contains("CHG-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_window_is_listed_until_it_is_ended()
    {
        using var declared = await CallAsync(HttpMethod.Post, "expectations", Window());
        var id = (await declared.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("id").GetString()!;

        using (var list = await CallAsync(HttpMethod.Get, "expectations"))
        {
            (await list.Content.ReadAsStringAsync(Cancellation)).ShouldContain(id);
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        using var ended = await CallAsync(HttpMethod.Delete, $"expectations/{id}");
        using var again = await CallAsync(HttpMethod.Delete, $"expectations/{id}");
        using var after = await CallAsync(HttpMethod.Get, "expectations");

        ended.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await after.Content.ReadAsStringAsync(Cancellation)).ShouldBe("[]");
        _sinks.Sns.Received.Select(message => message.Attributes["kind"]).ShouldBe(["ExpectationDeclared", "ExpectationEnded"]);
    }

    [Theory]
    [InlineData("not json", "line 1")]
    [InlineData("""{"from":"2026-01-01T00:00:00Z","to":"2026-01-01T01:00:00Z","who":"Jo","ticket":"T"}""", "begins in the past")]
    [InlineData("""{"from":"2099-01-01T00:00:00Z","to":"2099-01-02T00:00:00Z","who":"Jo","ticket":"T"}""", "more than 8 hours")]
    [InlineData("""{"from":"2099-01-01T00:00:00Z","to":"2099-01-01T01:00:00Z","who":"Jo"}""", "ticket")]
    [InlineData("""{"from":"2099-01-01T00:00:00Z","to":"2099-01-01T01:00:00Z","who":"Jo","ticket":"T","tasks":["no-such-task"]}""", "tasks")]
    public async Task A_window_that_cannot_be_is_refused_with_the_reason(string body, string reason)
    {
        using var refused = await CallAsync(HttpMethod.Post, "expectations", body);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync(Cancellation)).ShouldContain(reason);
        _sinks.Sns.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_declares_anything_without_a_key()
    {
        using var content = new StringContent(Window());
        using var refused = await Client.PostAsync(new Uri(_bridge.EventsUrl, "expectations"), content, Cancellation);

        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static Uri Changed(Uri link, string from, string to) => new(link.AbsoluteUri.Replace(from, to, StringComparison.Ordinal));

    private static Uri On(TestBridge bridge, Uri link) => new(bridge.EventsUrl, link.PathAndQuery);

    private static async Task<HttpStatusCode> ActAsync(Uri link, string verdict, string name, string note)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["verdict"] = verdict, ["name"] = name, ["note"] = note });
        using var answer = await Client.PostAsync(new Uri(link, $"{link.AbsolutePath}/acknowledgement{link.Query}"), form, Cancellation);
        return answer.StatusCode;
    }

    private Task<TestBridge> StartAsync(Dictionary<string, string?> settings)
    {
        foreach (var (name, value) in TestBridge.Settings(_sinks))
        {
            settings[name] = value;
        }

        settings["Links:BaseUrl"] = "https://rootwatch.example";
        return TestBridge.StartAsync(settings, new Amazon.Runtime.BasicAWSCredentials("test", "test"), services => services.AddSingleton<TimeProvider>(_time));
    }

    /// <summary>An incident's link, as its mail has it, on the running bridge.</summary>
    private async Task<Uri> LinkAsync(string sample = "root-create-user")
    {
        await _bridge.DeliverAsync(TestBridge.Event(sample));
        using var texts = JsonDocument.Parse(_sinks.Sns.Received[0].Message);
        var mail = texts.RootElement.GetProperty("email").GetString()!;
        var link = Regex.Match(mail, @"https://rootwatch\.example\S+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        _sinks.Workflow.Received[0].Card.GetProperty("actions")[0].GetProperty("url").GetString().ShouldBe(link);
        return On(_bridge, new Uri(link));
    }

    private byte[] At(string eventId, string sample)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(TestBridge.Event(sample))!;
        json["detail"]!["eventID"] = eventId;
        json["detail"]!["eventTime"] = _time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return JsonSerializer.SerializeToUtf8Bytes(json);
    }

    private string Window() =>
        $$"""{"tasks":["password-changed"],"from":"{{Text(_time.GetUtcNow())}}","to":"{{Text(_time.GetUtcNow().AddHours(2))}}","who":"Jo Doe","ticket":"CHG-1"}""";

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private async Task<HttpResponseMessage> CallAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(_bridge.EventsUrl, path)) { Content = body is null ? null : new StringContent(body) };
        request.Headers.Add("x-functions-key", TestBridge.Key);
        return await Client.SendAsync(request, Cancellation);
    }
}
