using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace RootWatch.EndToEnd.Tests.Pages;

/// <summary>The list of incidents, and the coverage, as pages and as JSON.</summary>
public sealed class ListTests(Browser browser) : IClassFixture<Browser>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_list_opens_with_a_key_alone()
    {
        await using var bridge = await PageBridge.StartAsync();
        using var client = new HttpClient();

        using var refused = await client.GetAsync(new Uri(bridge.Bridge.EventsUrl, "incidents"), Cancellation);

        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("", new[] { "444455556666", "111122223333", "111122223333" })]
    [InlineData("severity=critical", new[] { "111122223333" })]
    [InlineData("account=444455556666", new[] { "444455556666" })]
    [InlineData("from=2026-11-20T09:30:00Z", new[] { "444455556666", "111122223333" })]
    [InlineData("to=2026-11-20T09:30:00Z", new[] { "111122223333" })]
    [InlineData("from=2026-11-21", new string[0])]
    [InlineData("open=false", new[] { "111122223333" })]
    [InlineData("open=true&account=111122223333", new[] { "111122223333" })]
    [InlineData("page=2", new string[0])]
    public async Task The_list_has_what_is_asked_for_the_latest_first(string query, string[] accounts)
    {
        await using var bridge = await ThreeIncidentsAsync();

        var list = await ListAsync(bridge, query);

        list.GetProperty("incidents").EnumerateArray().Select(incident => incident.GetProperty("account").GetString()).ShouldBe(accounts);
    }

    [Fact]
    public async Task Every_incident_brings_its_story_its_name_and_its_page()
    {
        await using var bridge = await ThreeIncidentsAsync();
        using var client = new HttpClient();

        var incident = (await ListAsync(bridge, "severity=Critical")).GetProperty("incidents")[0];

        incident.GetProperty("accountName").GetString().ShouldBe("prod-payments");
        incident.GetProperty("story").GetString().ShouldBe("Root of prod-payments (111122223333) created an access key for itself.");
        using var page = await client.GetAsync(bridge.On(new Uri(incident.GetProperty("url").GetString()!)), Cancellation);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("open=maybe", "open must be true or false")]
    [InlineData("severity=awful", "severity must be one of")]
    [InlineData("severity=4", "severity must be one of")]
    [InlineData("account=prod", "account must be 12 digits")]
    [InlineData("from=yesterday", "from must be a time")]
    [InlineData("to=later", "to must be a time")]
    [InlineData("page=0", "page must be a number")]
    public async Task What_cannot_be_asked_for_is_said(string query, string problem)
    {
        await using var bridge = await PageBridge.StartAsync();
        using var response = await AskAsync(bridge, $"incidents?{query}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldContain(problem);
    }

    [Fact]
    public async Task Many_incidents_come_in_pages()
    {
        await using var bridge = await PageBridge.StartAsync();
        foreach (var number in Enumerable.Range(0, 60))
        {
            await bridge.DeliverAsync(Record("root-create-user", $"5555{number:D8}", 30));
        }

        (await ListAsync(bridge, string.Empty)).GetProperty("incidents").GetArrayLength().ShouldBe(50);
        var second = await ListAsync(bridge, "page=2");
        second.GetProperty("incidents").GetArrayLength().ShouldBe(10);
        (second.GetProperty("pages").GetInt32(), second.GetProperty("total").GetInt32()).ShouldBe((2, 60));
    }

    [Fact]
    public async Task In_a_browser_the_list_is_filtered_and_leads_to_an_incident()
    {
        await using var bridge = await ThreeIncidentsAsync();
        await using var tab = await browser.OpenAsync(new Uri(bridge.Bridge.EventsUrl, $"incidents?code={TestBridge.Key}"));
        (await tab.Page.Locator("tbody tr").CountAsync()).ShouldBe(3);
        await tab.ShouldBeAccessibleAsync();

        await tab.Page.GetByLabel("Severity at least").SelectOptionAsync("Critical");
        await tab.Page.GetByRole(AriaRole.Button).ClickAsync();

        (await tab.Page.Locator("tbody tr").CountAsync()).ShouldBe(1);
        (await tab.Page.Locator("tbody a").GetAttributeAsync("href"))!.ShouldStartWith("https://rootwatch.example/api/incidents/111122223333-");
        tab.ShouldBeSound();
    }

    [Fact]
    public async Task Coverage_is_a_page_for_browsers_and_JSON_for_others()
    {
        await using var bridge = await PageBridge.StartAsync(new() { ["Heartbeat:Expected:0"] = "444455556666/eu-central-1" });
        await bridge.Bridge.DeliverAsync("""{"version":"0","id":"1","detail-type":"RootWatch Heartbeat","source":"rootwatch.heartbeat","account":"111122223333","region":"us-east-1","time":"2026-11-20T10:00:00Z","resources":[],"detail":{}}"""u8.ToArray());
        await using var tab = await browser.OpenAsync(new Uri(bridge.Bridge.EventsUrl, $"coverage?code={TestBridge.Key}"));

        (await tab.Page.Locator("tbody tr").AllInnerTextsAsync()).ShouldBe(
            ["prod-payments (111122223333)\tnot watched\t✔ alive last seen 2026-11-20 10:00:00 UTC, CloudTrail never seen", "444455556666\t✖ never seen, CloudTrail never seen\tnot watched"]);
        await tab.ShouldBeAccessibleAsync();
        tab.ShouldBeSound();
        using var json = await AskAsync(bridge, "coverage");
        JsonElement.Parse(await json.Content.ReadAsStringAsync(Cancellation)).GetArrayLength().ShouldBe(2);
    }

    private static async Task<PageBridge> ThreeIncidentsAsync()
    {
        var bridge = await PageBridge.StartAsync();
        await bridge.DeliverAsync(Record("root-create-user", "111122223333", 50));
        using var client = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["verdict"] = "legitimate", ["name"] = "Kim" });
        using var said = await client.PostAsync(new Uri(bridge.LastLink().AbsoluteUri.Replace("?", "/acknowledgement?", StringComparison.Ordinal)), form, Cancellation);
        said.StatusCode.ShouldBe(HttpStatusCode.OK, "the answer leads back to the page");
        await bridge.DeliverAsync(Record("root-create-access-key", "111122223333", 20));
        await bridge.DeliverAsync(Record("root-create-user", "444455556666", 10));
        return bridge;
    }

    /// <summary>A sample's record in an account and a session of its own.</summary>
    private static JsonNode Record(string sample, string account, int minutesAgo)
    {
        var time = PageBridge.Now.AddMinutes(-minutesAgo).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        var record = JsonNode.Parse(JsonNode.Parse(Sample.Record(sample))!.ToJsonString().Replace("111122223333", account, StringComparison.Ordinal))!;
        record["eventID"] = Guid.NewGuid().ToString();
        record["eventTime"] = time;
        record["userIdentity"]!["sessionContext"]!["attributes"]!["creationDate"] = time;
        return record;
    }

    private static async Task<JsonElement> ListAsync(PageBridge bridge, string query)
    {
        using var response = await AskAsync(bridge, $"incidents?{query}");
        return JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancellation));
    }

    private static async Task<HttpResponseMessage> AskAsync(PageBridge bridge, string path)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(bridge.Bridge.EventsUrl, path));
        request.Headers.Add("x-functions-key", TestBridge.Key);
        return await client.SendAsync(request, Cancellation);
    }
}
