using System.Net;
using Microsoft.Playwright;

namespace RootWatch.EndToEnd.Tests.Pages;

/// <summary>People who sign in to Entra ID in their browser.</summary>
public sealed class SignInTests(Browser browser) : IClassFixture<Browser>, IAsyncLifetime
{
    private RecordingSinks _sinks = null!;
    private TestBridge _bridge = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);
        var settings = TestBridge.Settings(_sinks);
        settings["Links:Keys:one"] = "0123456789abcdef0123456789abcdef";
        settings["Entra:TenantId"] = "22222222-3333-4444-8555-666666666666";
        settings["Entra:Audience"] = "api://rootwatch";
        settings["Entra:SignInClientId"] = "44444444-4444-4444-8444-444444444444";
        settings["Entra:LoginUrl"] = _sinks.BaseAddress.AbsoluteUri;
        _bridge = await TestBridge.StartAsync(settings, new Amazon.Runtime.BasicAWSCredentials("test", "test"));
        await _bridge.DeliverAsync(TestBridge.Event("root-create-user"));
    }

    public async ValueTask DisposeAsync()
    {
        await _bridge.DisposeAsync();
        await _sinks.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_has_the_role_signs_in_and_sees_the_list_and_an_incident()
    {
        await using var tab = await browser.OpenAsync(new Uri(_bridge.EventsUrl, "entra/incidents"));

        (await tab.Page.Locator("h1").InnerTextAsync()).ShouldBe("Incidents");
        await tab.Page.Locator("tbody a").ClickAsync();
        (await tab.Page.Locator("h1").InnerTextAsync()).ShouldStartWith("LOW · 111122223333: ");
        tab.ShouldBeSound();
    }

    [Fact]
    public async Task An_incidents_address_leads_back_to_it_after_the_sign_in_and_the_form_works()
    {
        var incident = _sinks.Workflow.Received[0].Card.GetProperty("actions")[0].GetProperty("url").GetString()!.Split('/')[^1].Split('?')[0];
        await using var tab = await browser.OpenAsync(new Uri(_bridge.EventsUrl, $"entra/incidents/{incident}"));

        await tab.Page.GetByLabel("This was us").CheckAsync();
        await tab.Page.Locator("#acknowledge").GetByLabel("Your name").FillAsync("Kim");
        await tab.Page.Locator("#acknowledge").GetByRole(AriaRole.Button).ClickAsync();

        (await tab.Page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldContain("This was us, according to Kim");
    }

    [Fact]
    public async Task A_link_that_is_not_good_any_more_offers_to_sign_in()
    {
        var link = _sinks.Workflow.Received[0].Card.GetProperty("actions")[0].GetProperty("url").GetString()!;
        await using var tab = await browser.OpenAsync(new Uri(link.Replace("s=", "s=A", StringComparison.Ordinal)));

        (await tab.Page.Locator("h1").InnerTextAsync()).ShouldBe("This link is not valid");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();

        (await tab.Page.Locator("h1").InnerTextAsync()).ShouldStartWith("LOW · 111122223333: ");
    }

    [Fact]
    public async Task Without_the_role_a_person_sees_nothing()
    {
        _sinks.EntraTokens.RolesOfPerson = ["Somebody.Else"];
        await using var tab = await browser.OpenAsync(new Uri(_bridge.EventsUrl, "entra/incidents"));

        (await tab.Page.Locator("h1").InnerTextAsync()).ShouldBe("You are not signed in");
        (await tab.Page.Locator("main").InnerTextAsync()).ShouldContain("RootWatch.Operator");
        (await tab.Page.ContentAsync()).ShouldNotContain("111122223333");
    }

    [Theory]
    [InlineData("state")]
    [InlineData("id_token")]
    [InlineData("cookie")]
    [InlineData("nothing")]
    public async Task An_answer_that_belongs_to_no_sign_in_of_this_browser_opens_nothing(string changed)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var begun = new HttpRequestMessage(HttpMethod.Get, new Uri(_bridge.EventsUrl, "entra/incidents"));
        begun.Headers.Add("Accept", "text/html");
        using var asked = await client.SendAsync(begun, Cancellation);
        var cookie = asked.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("secure");
        var html = await client.GetStringAsync(asked.Headers.Location, Cancellation);
        var (token, state) = (Value(html, "id_token"), WebUtility.HtmlDecode(Value(html, "state")));

        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["id_token"] = changed == "id_token" ? _sinks.EntraTokens.Token(new Dictionary<string, object>(StringComparer.Ordinal), isForged: true) : token,
            ["state"] = changed == "state" ? state.Replace("incidents", "111122223333-0123456789", StringComparison.Ordinal) : state,
        });
        using var answered = new HttpRequestMessage(HttpMethod.Post, new Uri(_bridge.EventsUrl, "entra/signed-in")) { Content = form };
        answered.Headers.Add("Cookie", changed == "cookie" ? "rootwatch-sign-in=somebody-elses" : cookie.Split(';')[0]);
        using var answer = await client.SendAsync(answered, Cancellation);

        answer.StatusCode.ShouldBe(changed == "nothing" ? HttpStatusCode.SeeOther : HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_program_is_sent_to_no_sign_in()
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var refused = await client.GetAsync(new Uri(_bridge.EventsUrl, "entra/incidents"), Cancellation);

        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static string Value(string html, string name) => html.Split($"name=\"{name}\" value=\"")[1].Split('"')[0];
}
