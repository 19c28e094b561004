using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RootWatch.Bridge.Storage;
using RootWatch.Tests.Time;

namespace RootWatch.EndToEnd.Tests;

/// <summary>Secrets that Azure could not resolve: what needs them is off, everybody is told, and the rest goes on.</summary>
public sealed class UnusableSettingTests : IAsyncLifetime
{
    private const string Reference = "@Microsoft.KeyVault(VaultName=kv-rootwatch-abc;SecretName=a-secret)";
    private const string GoodUrl = "Teams:Workflow:Url";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 18, 9, 0, 0, TimeSpan.Zero));
    private readonly HttpClient _client = new();
    private RecordingSinks _sinks = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _sinks.DisposeAsync();
    }

    [Theory]
    [InlineData(Reference, "Teams:Workflow:Url is a Key Vault reference that was not resolved")]
    [InlineData("<the URL>", "Teams:Workflow:Url is a placeholder")]
    [InlineData(" ", "Teams:Workflow:Url is missing")]
    public async Task A_channel_whose_secret_is_missing_is_told_through_the_other_and_by_health(string url, string reason)
    {
        await using var bridge = await StartAsync((GoodUrl, url));
        await BeatAsync(bridge);

        var report = await bridge.DeliverOnceAsync(TestBridge.Event("root-create-access-key"));

        report.Status.ShouldBe(HttpStatusCode.OK, "SNS has it");
        Kinds().ShouldBe(["ChannelFailing", "RootUse"]);
        _sinks.Sns.Received[0].Message.ShouldContain(reason);
        var health = await HealthAsync(bridge);
        health.GetProperty("status").GetString().ShouldBe("Degraded");
        var setting = health.GetProperty("settings").EnumerateArray().ShouldHaveSingleItem();
        $"{setting.GetProperty("name")} {setting.GetProperty("problem")}".ShouldBe(reason);
        setting.GetProperty("off").GetString().ShouldBe("teams");
        health.GetRawText().ShouldNotContain("kv-rootwatch-abc");
    }

    [Fact]
    public async Task It_is_told_once_however_often_processes_start_and_what_was_for_it_goes_out_when_it_is_mended()
    {
        var store = new InMemoryIncidentStore(_time);
        for (var start = 0; start < 3; start++)
        {
            await using var broken = await StartAsync(services => services.AddSingleton<IIncidentStore>(store), (GoodUrl, Reference));
            await BeatAsync(broken);
            await BeatAsync(broken);
            if (start == 0)
            {
                await broken.DeliverOnceAsync(TestBridge.Event("root-create-access-key"));
            }
        }

        Kinds().ShouldBe(["ChannelFailing", "RootUse"]);
        await using var mended = await StartAsync(services => services.AddSingleton<IIncidentStore>(store));
        _time.Advance(TimeSpan.FromMinutes(10));
        await BeatAsync(mended);
        await BeatAsync(mended);

        _sinks.Workflow.Received.ShouldHaveSingleItem().Card.GetRawText().ShouldNotContain("Possible repeat");
        Kinds().ShouldBe(["ChannelFailing", "RootUse", "ChannelBack"]);
        (await HealthAsync(mended)).GetProperty("status").GetString().ShouldBe("Healthy");
    }

    [Fact]
    public async Task It_is_told_a_few_seconds_after_the_start_though_no_heartbeat_comes()
    {
        await using var bridge = await StartAsync((GoodUrl, Reference));

        while (_sinks.Sns.Received.Count == 0)
        {
            _time.AdvanceInTurn(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancellation);
        }

        Kinds().ShouldBe(["ChannelFailing"]);
    }

    [Theory]
    [InlineData("Sns:TopicArn")]
    [InlineData("Aws:RoleArn", "Aws:TokenAudience=api://rootwatch")]
    public async Task SNS_may_be_the_one_that_is_off(string setting, params string[] more)
    {
        await using var bridge = await StartAsync([(setting, Reference), .. more.Select(other => (other.Split('=')[0], other.Split('=')[1]))]);

        (await bridge.DeliverOnceAsync(TestBridge.Event("root-create-access-key"))).Status.ShouldBe(HttpStatusCode.OK, "Teams has it");
        await BeatAsync(bridge);

        _sinks.Sns.Received.ShouldBeEmpty();
        _sinks.Workflow.Received.Count.ShouldBe(2);
        _sinks.Workflow.Received.ShouldContain(post => post.Card.GetRawText().Contains($"{setting} is a Key Vault reference", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Reference)]
    [InlineData("<a key of at least thirty-two characters>")]
    public async Task A_link_key_that_strangers_know_issues_no_link_and_opens_neither_list_nor_incident(string key)
    {
        await using var bridge = await StartAsync(
            ("Links:BaseUrl", "https://rootwatch.example"), ("Links:Keys:a", key), ("Entra:TenantId", "tenant"), ("Entra:Audience", "api://x"), ("Entra:SignInClientId", "client"), ("Entra:LoginUrl", _sinks.BaseAddress.AbsoluteUri));
        await bridge.DeliverOnceAsync(TestBridge.Event("root-create-access-key"));
        await BeatAsync(bridge);

        var incident = (await ListAsync(bridge)).GetProperty("incidents")[0];

        _sinks.Sns.Received.ShouldAllBe(message => !message.Message.Contains("https://rootwatch.example", StringComparison.Ordinal));
        incident.GetProperty("url").ValueKind.ShouldBe(JsonValueKind.Null);
        (await StatusAsync(bridge, Forged("incidents", incident.GetProperty("id").GetString()!, key))).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(bridge, Forged("entra", "incidents", key))).ShouldBe(HttpStatusCode.Unauthorized);
        (await HealthAsync(bridge)).GetProperty("settings")[0].GetProperty("name").GetString().ShouldBe("Links:Keys:a");
        (await ChecksAsync(bridge)).ShouldContain(check => check.StartsWith("settings: Links:Keys:a is", StringComparison.Ordinal));
        Kinds().ShouldBe(["RootUse", "ChannelFailing"], ignoreOrder: true);
        _sinks.Workflow.Received.Count.ShouldBe(2, "both channels are told that links are off");
    }

    [Fact]
    public async Task The_pages_say_what_is_off()
    {
        await using var bridge = await StartAsync((GoodUrl, Reference));
        await bridge.DeliverOnceAsync(TestBridge.Event("root-create-access-key"));

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(bridge.EventsUrl, $"incidents?code={TestBridge.Key}"));
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await _client.SendAsync(request, Cancellation);

        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("Teams:Workflow:Url is a Key Vault reference that was not resolved (off: teams)");
    }

    [Fact]
    public async Task A_ledger_that_cannot_be_opened_is_as_one_out_of_reach()
    {
        await using var bridge = await StartAsync(("Ledger:ConnectionString", Reference));

        (await bridge.DeliverOnceAsync(TestBridge.Event("root-create-access-key"))).Status.ShouldBe(HttpStatusCode.ServiceUnavailable, "EventBridge keeps what is not recorded");

        _sinks.Sns.Received.ShouldHaveSingleItem().Message.ShouldContain("repeat");
        _sinks.Workflow.Received.ShouldHaveSingleItem();
        var health = await HealthAsync(bridge);
        health.GetProperty("status").GetString().ShouldBe("Degraded");
        health.GetProperty("ledger").GetProperty("problem").GetString().ShouldBe("Ledger:ConnectionString is a Key Vault reference that was not resolved");
    }

    [Fact]
    public async Task Tokens_for_a_tenant_that_is_not_known_open_nothing_and_alerts_go_on()
    {
        await using var bridge = await StartAsync(("Entra:TenantId", Reference), ("Entra:Audience", "api://x"));

        (await bridge.DeliverOnceAsync(TestBridge.Event("root-create-access-key"))).Status.ShouldBe(HttpStatusCode.OK);

        (await StatusAsync(bridge, "/api/entra/incidents")).ShouldBe(HttpStatusCode.Unauthorized);
        (await HealthAsync(bridge)).GetProperty("settings")[0].GetProperty("off").GetString().ShouldBe("Entra ID tokens");
    }

    private static string Forged(string purpose, string subject, string key)
    {
        var expiry = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        var signature = Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{purpose}\n{subject}\n{expiry}")));
        return $"/api/{purpose}/{subject}?k=a&e={expiry}&s={signature}";
    }

    private Task<TestBridge> StartAsync(params (string Name, string Value)[] settings) => StartAsync(configure: null, settings);

    private Task<TestBridge> StartAsync(Action<IServiceCollection>? configure, params (string Name, string Value)[] settings)
    {
        var all = TestBridge.Settings(_sinks);
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        return TestBridge.StartAsync(all, new BasicAWSCredentials("test", "test"), services =>
        {
            services.AddSingleton<TimeProvider>(_time);
            configure?.Invoke(services);
        });
    }

    private List<string> Kinds() => [.. _sinks.Sns.Received.Select(message => message.Attributes["kind"])];

    private async Task BeatAsync(TestBridge bridge)
    {
        _time.AdvanceInTurn(TimeSpan.FromSeconds(31));
        await bridge.DeliverOnceAsync(Encoding.UTF8.GetBytes("""{"version":"0","id":"1","detail-type":"RootWatch Heartbeat","source":"rootwatch","account":"111122223333","region":"us-east-1","detail":{}}"""));
    }

    private Task<JsonElement> HealthAsync(TestBridge bridge) => _client.GetFromJsonAsync<JsonElement>(bridge.HealthUrl, Cancellation);

    private Task<JsonElement> ListAsync(TestBridge bridge) => _client.GetFromJsonAsync<JsonElement>(new Uri(bridge.EventsUrl, $"incidents?code={TestBridge.Key}"), Cancellation);

    private async Task<List<string>> ChecksAsync(TestBridge bridge) =>
        [.. (await _client.GetFromJsonAsync<JsonElement>(new Uri(bridge.EventsUrl, $"checks?code={TestBridge.Key}"), Cancellation)).EnumerateArray().Select(check => $"{check.GetProperty("name")}: {check.GetProperty("problem")}")];

    private async Task<HttpStatusCode> StatusAsync(TestBridge bridge, string path)
    {
        using var answer = await _client.GetAsync(new Uri(bridge.EventsUrl, path), Cancellation);
        return answer.StatusCode;
    }
}
