using System.Net;
using System.Net.Http.Headers;

namespace RootWatch.EndToEnd.Tests;

/// <summary>Callers with an Entra ID token instead of the function key.</summary>
public sealed class EntraTests : IAsyncLifetime
{
    private const string Tenant = "22222222-3333-4444-8555-666666666666";
    private const string Audience = "api://rootwatch";
    private RecordingSinks _sinks = null!;
    private TestBridge _bridge = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);
        var settings = TestBridge.Settings(_sinks);
        settings["Entra:TenantId"] = Tenant;
        settings["Entra:Audience"] = Audience;
        settings["Entra:LoginUrl"] = _sinks.BaseAddress.AbsoluteUri;
        _bridge = await TestBridge.StartAsync(settings, new Amazon.Runtime.BasicAWSCredentials("test", "test"));
    }

    public async ValueTask DisposeAsync()
    {
        await _bridge.DisposeAsync();
        await _sinks.DisposeAsync();
    }

    [Fact]
    public async Task Who_has_the_role_comes_in() =>
        (await CallAsync(_sinks.EntraTokens.Token(Claims()))).ShouldBe(HttpStatusCode.OK);

    [Theory]
    [InlineData("entra/incidents", HttpStatusCode.OK)]
    [InlineData("entra/incidents/111122223333-0123456789", HttpStatusCode.NotFound)]
    [InlineData("entra/incidents/system-0123456789", HttpStatusCode.NotFound)]
    public async Task Who_has_the_role_sees_the_incidents_and_nobody_else_does(string path, HttpStatusCode status)
    {
        (await CallAsync(_sinks.EntraTokens.Token(Claims()), path)).ShouldBe(status);
        (await CallAsync(_sinks.EntraTokens.Token(Claims(("roles", new[] { "Somebody.Else" }))), path)).ShouldBe(HttpStatusCode.Forbidden);
        (await CallAsync("no token", path)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_of_version_1_is_as_good() =>
        (await CallAsync(_sinks.EntraTokens.Token(Claims(("iss", $"https://sts.windows.net/{Tenant}/"))))).ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task EventBridge_with_the_senders_role_delivers_events()
    {
        var report = await SendAsync(_sinks.EntraTokens.Token(Claims(("roles", new[] { "RootWatch.Sender" }))));

        report.Attempts.ShouldHaveSingleItem().Status.ShouldBe(HttpStatusCode.OK);
        _sinks.Sns.Received.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Without_the_senders_role_events_wait_so_that_it_can_be_given()
    {
        var report = await SendAsync(_sinks.EntraTokens.Token(Claims()));

        report.Attempts.ShouldAllBe(attempt => attempt.Status == HttpStatusCode.Unauthorized && attempt.IsRetriable);
        _sinks.Sns.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_lacks_the_role_does_not() =>
        (await CallAsync(_sinks.EntraTokens.Token(Claims(("roles", new[] { "Somebody.Else" }))))).ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task Neither_a_forged_token_nor_another_tenants_nor_another_audiences_nor_an_old_one_opens()
    {
        var tokens = _sinks.EntraTokens;
        var past = TimeProvider.System.GetUtcNow().AddMinutes(-10).ToUnixTimeSeconds();
        foreach (var token in new[]
        {
            tokens.Token(Claims(), isForged: true),
            tokens.Token(Claims(("iss", new Uri(_sinks.BaseAddress, "/another-tenant/v2.0").AbsoluteUri))),
            tokens.Token(Claims(("aud", "api://another"))),
            tokens.Token(Claims(("exp", past))),
            "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0." + tokens.Token(Claims()).Split('.')[1] + ".",
            "not.a.token",
        })
        {
            (await CallAsync(token)).ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task Neither_the_function_key_nor_nothing_opens_this_door()
    {
        (await CallAsync(token: null)).ShouldBe(HttpStatusCode.Unauthorized);
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("x-functions-key", TestBridge.Key);
        using var answer = await client.GetAsync(new Uri(_bridge.EventsUrl, "entra/expectations"), Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task While_Entras_keys_cannot_be_read_nobody_comes_in()
    {
        _sinks.EntraTokens.AreKeysDown = true;

        (await CallAsync(_sinks.EntraTokens.Token(Claims()))).ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Without_a_tenant_no_token_is_good()
    {
        await using var bridge = await TestBridge.StartAsync(_sinks);
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _sinks.EntraTokens.Token(Claims()));

        using var answer = await client.GetAsync(new Uri(bridge.EventsUrl, "entra/expectations"), Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private Dictionary<string, object> Claims(params (string Name, object Value)[] others)
    {
        var now = TimeProvider.System.GetUtcNow();
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["iss"] = new Uri(_sinks.BaseAddress, $"/{Tenant}/v2.0").AbsoluteUri,
            ["aud"] = Audience,
            ["nbf"] = now.AddMinutes(-1).ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(30).ToUnixTimeSeconds(),
            ["roles"] = new[] { "Reader", "RootWatch.Operator" },
        };
        foreach (var (name, value) in others)
        {
            claims[name] = value;
        }

        return claims;
    }

    private async Task<DeliveryReport> SendAsync(string token)
    {
        using var once = new ApiDestination(
            new Uri(_bridge.EventsUrl, "/api/entra/events"), new ApiDestinationConnection("Authorization", $"Bearer {token}"), new RetryPolicy { MaximumRetryAttempts = 0 }, TimeProvider.System, new Random(1));
        return await once.DeliverAsync(TestBridge.Event("root-console-login-no-mfa"), Cancellation);
    }

    private async Task<HttpStatusCode> CallAsync(string? token, string path = "entra/expectations")
    {
        using var client = new HttpClient();
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var answer = await client.GetAsync(new Uri(_bridge.EventsUrl, path), Cancellation);
        return answer.StatusCode;
    }
}
