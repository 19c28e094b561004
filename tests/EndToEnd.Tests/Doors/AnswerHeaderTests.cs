using System.Net;
using System.Net.Http.Headers;
using System.Text;
using RootWatch.EndToEnd.Tests.Pages;

namespace RootWatch.EndToEnd.Tests.Doors;

/// <summary>What an answer says besides its text, and does not say.</summary>
public sealed class AnswerHeaderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_list_as_JSON_holds_signed_links_so_no_cache_keeps_it_and_no_browser_reads_it_as_a_page()
    {
        await using var bridge = await PageBridge.StartAsync();
        await bridge.DeliverAsync("root-create-user");
        using var client = new HttpClient();

        using var list = await client.GetAsync(new Uri(bridge.Bridge.EventsUrl, $"incidents?code={TestBridge.Key}"), Cancellation);

        (await list.Content.ReadAsStringAsync(Cancellation)).ShouldContain("&s=".Replace("&", "\\u0026", StringComparison.Ordinal));
        list.Content.Headers.ContentType!.ToString().ShouldBe("application/json; charset=utf-8");
        list.Headers.CacheControl!.NoStore.ShouldBeTrue();
        list.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Theory]
    [InlineData("access_denied", "did not allow")]
    [InlineData("consent_required", "consent")]
    [InlineData("server_error", "does not work just now")]
    [InlineData("unauthorized_client", "registration")]
    [InlineData("call_0800_123456_to_unlock", "does not say why")]
    public async Task The_sign_in_page_has_its_own_words_for_what_Entra_ID_says(string error, string words)
    {
        await using var bridge = await PageBridge.StartAsync();
        using var client = new HttpClient();
        using var form = new StringContent($"error={error}&error_description=Visit+evil.example+now&state=x", Encoding.ASCII) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") } };

        using var answer = await client.PostAsync(new Uri(bridge.Bridge.EventsUrl, "entra/signed-in"), form, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var html = await answer.Content.ReadAsStringAsync(Cancellation);
        html.ShouldContain(words);
        html.ShouldNotContain(error);
        html.ShouldNotContain("evil");
    }

    [Theory]
    [InlineData("GET", true)]
    [InlineData("HEAD", false)]
    public async Task Monitors_ask_for_health_with_GET_or_HEAD(string method, bool hasBody)
    {
        await using var bridge = await PageBridge.StartAsync();
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), bridge.Bridge.HealthUrl);

        using var answer = await client.SendAsync(request, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        ((await answer.Content.ReadAsStringAsync(Cancellation)).Length > 0).ShouldBe(hasBody);
    }
}
