using System.Net;
using System.Net.Http.Headers;

namespace RootWatch.EndToEnd.Tests;

/// <summary>What becomes of callers with tokens while Entra ID's documents cannot be read.</summary>
public sealed class EntraDownTests : IAsyncLifetime
{
    private const string Tenant = "22222222-3333-4444-8555-666666666666";
    private RecordingSinks _sinks = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);

    public ValueTask DisposeAsync() => _sinks.DisposeAsync();

    [Theory]
    [InlineData("", RawServer.After.Stall)]
    [InlineData("", RawServer.After.Reset)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n{\"issuer\":", RawServer.After.Stall)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n{\"issuer\":", RawServer.After.Close)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>", RawServer.After.Close)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}", RawServer.After.Close)]
    [InlineData("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n", RawServer.After.Close)]
    public async Task Whatever_Entra_does_the_answer_comes_soon_and_lets_EventBridge_try_again(string answer, RawServer.After after)
    {
        await using var entra = new RawServer(answer, after);
        await using var bridge = await BridgeAsync(entra.Url);
        var started = TimeProvider.System.GetTimestamp();

        (await CallAsync(bridge, "entra/expectations")).ShouldBe(HttpStatusCode.ServiceUnavailable);

        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(15), "left alone, it would be for good");
    }

    [Fact]
    public async Task While_Entra_hangs_callers_share_one_question()
    {
        await using var entra = new RawServer(string.Empty, RawServer.After.Stall);
        await using var bridge = await BridgeAsync(entra.Url);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CallAsync(bridge, "entra/expectations")));

        answers.ShouldAllBe(status => status == HttpStatusCode.ServiceUnavailable);
        entra.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task Keys_that_are_known_are_good_while_Entra_is_down()
    {
        await using var bridge = await BridgeAsync(_sinks.BaseAddress);
        (await CallAsync(bridge, "entra/expectations")).ShouldBe(HttpStatusCode.OK);

        _sinks.EntraTokens.AreKeysDown = true;

        (await CallAsync(bridge, "entra/expectations")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Once_Entra_is_up_again_so_are_its_callers()
    {
        await using var bridge = await BridgeAsync(_sinks.BaseAddress);
        _sinks.EntraTokens.AreKeysDown = true;
        (await CallAsync(bridge, "entra/expectations")).ShouldBe(HttpStatusCode.ServiceUnavailable);

        _sinks.EntraTokens.AreKeysDown = false;

        (await CallAsync(bridge, "entra/expectations")).ShouldBe(HttpStatusCode.OK);
    }

    private Task<TestBridge> BridgeAsync(Uri entra)
    {
        var settings = TestBridge.Settings(_sinks);
        settings["Entra:TenantId"] = Tenant;
        settings["Entra:Audience"] = "api://rootwatch";
        settings["Entra:LoginUrl"] = entra.AbsoluteUri;
        return TestBridge.StartAsync(settings, new Amazon.Runtime.BasicAWSCredentials("test", "test"), TestBridge.InRealTime);
    }

    private async Task<HttpStatusCode> CallAsync(TestBridge bridge, string path)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _sinks.EntraTokens.Token(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["iss"] = new Uri(_sinks.BaseAddress, $"/{Tenant}/v2.0").AbsoluteUri,
            ["aud"] = "api://rootwatch",
            ["nbf"] = now.AddMinutes(-1).ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(30).ToUnixTimeSeconds(),
            ["roles"] = new[] { "RootWatch.Operator" },
        }));
        using var answer = await client.GetAsync(new Uri(bridge.EventsUrl, path), Cancellation);
        return answer.StatusCode;
    }
}
