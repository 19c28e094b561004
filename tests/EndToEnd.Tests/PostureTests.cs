using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Posture;
using RootWatch.Bridge.Storage;

namespace RootWatch.EndToEnd.Tests;

/// <summary>How root of each account can sign in, as people see it.</summary>
public sealed class PostureTests : IAsyncLifetime
{
    private const string Keyed = "111122223333";
    private const string Bare = "444455556666";
    private const string Refused = "777788889999";
    private const string NeverAsked = "999900001111";

    // Ten minutes before the weekly message is due.
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 7, 50, 0, TimeSpan.Zero));
    private readonly InMemoryIncidentStore _store;
    private readonly HttpClient _client = new();
    private RecordingSinks _sinks = null!;
    private TestBridge _bridge = null!;

    public PostureTests() => _store = new InMemoryIncidentStore(_time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);
        _client.DefaultRequestHeaders.Add("x-functions-key", TestBridge.Key);
        var settings = TestBridge.Settings(_sinks);
        settings["Heartbeat:Expected:0"] = $"{Keyed}/us-east-1";
        settings["Heartbeat:Expected:1"] = $"{NeverAsked}/us-east-1";
        settings["Reconcile:ExternalId"] = "the-external-id";
        settings["Reconcile:ServiceUrl"] = _sinks.AwsUrl.AbsoluteUri;
        settings["AzureWebJobs.ReconcileAccounts.Disabled"] = "true";
        settings["Links:BaseUrl"] = "https://rootwatch.example";
        settings["Links:Keys:k1"] = "0123456789abcdef0123456789abcdef";
        _bridge = await StartAsync(settings);
        await WriteAsync(new AccountPosture(Keyed).Answered(new RootPosture(HasAccessKeys: true, HasMfa: false, HasPassword: true, HasSigningCertificates: null), _time.GetUtcNow()));
        await WriteAsync(new AccountPosture(Bare).Answered(new RootPosture(HasAccessKeys: false, HasMfa: false, HasPassword: false, HasSigningCertificates: false), _time.GetUtcNow()));
        await WriteAsync(new AccountPosture(Refused) { Refusal = ReaderRefusal.RoleMissing, Reason = "STS: HTTP 403 AccessDenied" });
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _bridge.DisposeAsync();
        await _sinks.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_has_the_key_reads_it_as_JSON()
    {
        var report = await _client.GetFromJsonAsync<JsonElement>(Url, Cancellation);

        report.GetProperty("accounts").EnumerateArray().Select(account => account.GetProperty("account").GetString()).ShouldBe([Keyed, Bare, Refused, NeverAsked]);
        report.GetProperty("summary")[0].GetString().ShouldBe("1 of 2 accounts has root access keys; 1 root user has no MFA; 1 has no root password.");
        report.GetProperty("accounts")[0].GetProperty("posture").GetProperty("hasSigningCertificates").ValueKind.ShouldBe(JsonValueKind.Null);
        report.GetProperty("accounts")[2].GetProperty("refusal").GetString().ShouldBe("RoleMissing");
        report.GetProperty("accounts")[3].GetProperty("reason").GetString().ShouldBe("not asked yet");
    }

    [Fact]
    public async Task The_page_shows_what_is_known_and_why_the_rest_is_not()
    {
        _client.DefaultRequestHeaders.Add("Accept", "text/html");

        var page = await _client.GetStringAsync(Url, Cancellation);

        page.ShouldContain("1 of 2 accounts has root access keys");
        page.ShouldContain("not needed");
        page.ShouldContain("the reader role is missing or does not trust the bridge");
        page.ShouldContain("not asked yet");
        (await _client.GetStringAsync(new Uri(_bridge.EventsUrl, "coverage"), Cancellation)).ShouldContain("access keys, a password, without MFA");
    }

    [Fact]
    public async Task The_weekly_message_counts_and_its_link_opens_the_list()
    {
        await BeatAsync();
        _time.Advance(TimeSpan.FromMinutes(14));
        await BeatAsync();
        await _sinks.Sns.WaitForAsync(1, Cancellation);
        var weekly = _sinks.Sns.Received.Single(message => message.Attributes["kind"] == "Weekly");
        using var texts = JsonDocument.Parse(weekly.Message);
        var mail = texts.RootElement.GetProperty("email").GetString()!;

        mail.ReplaceLineEndings(" ").ShouldContain("1 root user has no MFA");
        var link = new Uri(mail.Split('\n').Single(line => line.StartsWith("https://rootwatch.example/api/posture/", StringComparison.Ordinal)));
        using var stranger = new HttpClient();
        (await stranger.GetStringAsync(new Uri(_bridge.EventsUrl, link.PathAndQuery), Cancellation)).ShouldContain("How root can sign in");
        (await StatusAsync(stranger, "/api/posture/accounts")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(stranger, link.PathAndQuery.Replace("/accounts", "/others", StringComparison.Ordinal))).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(stranger, "/api/posture")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Without_the_role_it_says_that_AWS_is_not_asked_and_the_weekly_message_is_as_before()
    {
        await using var bridge = await StartAsync(TestBridge.Settings(_sinks));

        var report = await _client.GetFromJsonAsync<JsonElement>(new Uri(bridge.EventsUrl, "posture"), Cancellation);

        report.GetProperty("problem").GetString().ShouldBe("AWS is not asked: Reconcile:ExternalId is not set.");
    }

    [Theory]
    [InlineData("", 0, "│ 111122223333 │ yes ")]
    [InlineData("keys", 1, "keys: 111122223333")]
    [InlineData("no-mfa", 1, "no-mfa: 111122223333")]
    [InlineData("keys,no-mfa", 1, "no-mfa: 111122223333")]
    [InlineData("certificates", 0, "│ 444455556666 │ no ")]
    [InlineData("unknown", 1, "unknown: 777788889999, 999900001111")]
    [InlineData("no-password", 2, "--fail-on is \"no-password\"; it must be any of keys, no-mfa, password, certificates, unknown, with commas between them.")]
    [InlineData(",", 2, "--fail-on is \",\"")]
    public async Task A_pipeline_can_fail_on_it(string failOn, int exitCode, string said)
    {
        string[] arguments = ["coverage", "--posture", .. failOn.Length == 0 ? Array.Empty<string>() : ["--fail-on", failOn], "--to", _bridge.EventsUrl.AbsoluteUri];
        await using var tool = Child.Start(
            "dotnet", arguments.Prepend(Path.Combine(AppContext.BaseDirectory, "rootwatch.dll")), new Dictionary<string, string>(StringComparer.Ordinal) { ["ROOTWATCH_FUNCTION_KEY"] = TestBridge.Key });

        (await tool.ExitCodeAsync()).ShouldBe(exitCode, tool.Output);
        tool.Output.ShouldContain(said);
    }

    private Uri Url => new(_bridge.EventsUrl, "posture");

    private Task WriteAsync(AccountPosture posture) => new Postures(_store).WriteAsync(posture, Cancellation);

    private async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(_bridge.EventsUrl, path), Cancellation);
        return response.StatusCode;
    }

    private async Task BeatAsync() =>
        (await _bridge.DeliverAsync(Encoding.UTF8.GetBytes($$"""{"version":"0","id":"1","detail-type":"RootWatch Heartbeat","source":"rootwatch","account":"{{Keyed}}","region":"us-east-1","detail":{} }"""))).IsDelivered.ShouldBeTrue();

    private Task<TestBridge> StartAsync(Dictionary<string, string?> settings) =>
        TestBridge.StartAsync(settings, new BasicAWSCredentials("test", "test"), services => services.AddSingleton<TimeProvider>(_time).AddSingleton<IIncidentStore>(_store));
}
