using System.Net;
using System.Text;
using RootWatch.EndToEnd.Tests.Pages;

namespace RootWatch.EndToEnd.Tests.Response;

/// <summary>Who may mark steps and read the plan, and what is refused.</summary>
public sealed class ResponseDoorTests : IAsyncLifetime
{
    private const string Step = "deny-root";

    private PageBridge _bridge = null!;
    private Checklist _list = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bridge = await PageBridge.StartAsync();
        _list = await Checklist.OpenAsync(_bridge);
    }

    public async ValueTask DisposeAsync()
    {
        _list.Dispose();
        await _bridge.DisposeAsync();
    }

    [Fact]
    public async Task Looking_at_the_forms_address_shows_the_page_and_changes_nothing()
    {
        using var looked = await _list.GetAsync(new Uri($"{_list.Form}&done={Step}&name=Kim"));

        looked.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await looked.Content.ReadAsStringAsync(Cancellation);
        page.ShouldContain($"action=\"{WebUtility.HtmlEncode(_list.Form.PathAndQuery)}\"");
        Checklist.Ticked(page).ShouldBeEmpty();
        Checklist.Ticked(await _list.PageAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("text/plain", 20, HttpStatusCode.BadRequest)]
    [InlineData("application/json", 20, HttpStatusCode.BadRequest)]
    [InlineData("application/x-www-form-urlencoded", 16_385, HttpStatusCode.RequestEntityTooLarge)]
    public async Task What_is_no_form_of_ours_is_refused(string type, int length, HttpStatusCode status)
    {
        using var content = new StringContent($"name=Kim&done={Step}".PadRight(length, 'x'), Encoding.ASCII, type);
        using var refused = await _list.PostAsync(_list.Form, content);

        refused.StatusCode.ShouldBe(status);
        Checklist.Ticked(await _list.PageAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_form_that_is_as_long_as_it_may_be_is_taken()
    {
        using var content = new StringContent($"name=Kim&done={Step}&x=".PadRight(16_384, 'x'), Encoding.ASCII, "application/x-www-form-urlencoded");
        using var taken = await _list.PostAsync(_list.Form, content);

        taken.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        Checklist.Ticked(await _list.PageAsync()).ShouldBe([Step]);
    }

    [Fact]
    public async Task Forged_and_expired_links_mark_nothing_and_tell_nothing()
    {
        foreach (var forged in new[] { Changed("s=", "s=A"), Changed("e=", "e=9"), Changed("k=one", "k=two"), Changed("incidents/1111", "incidents/1112"), new Uri(_list.Form.GetLeftPart(UriPartial.Path)) })
        {
            await ShouldBeRefusedAsync(forged, HttpStatusCode.Forbidden);
        }

        Checklist.Ticked(await _list.PageAsync()).ShouldBeEmpty();
        _bridge.Time.Advance(TimeSpan.FromDays(8));
        await ShouldBeRefusedAsync(_list.Form, HttpStatusCode.Gone);
    }

    [Theory]
    [InlineData("", "text/markdown", "## ")]
    [InlineData("?format=markdown", "text/markdown", "## ")]
    [InlineData("?format=script", "text/x-shellscript", "#!/bin/sh")]
    public async Task Whoever_has_the_key_reads_the_plan(string query, string type, string words)
    {
        using var answer = await AskAsync(Incident + query);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        var plan = await answer.Content.ReadAsStringAsync(Cancellation);
        plan.ShouldContain(words);
        plan.ShouldContain("aws iam delete-access-key --region us-east-1 --access-key-id AKIAIOSFODNN7EXAMPLE");
    }

    [Fact]
    public async Task Other_formats_unknown_incidents_and_strangers_get_no_plan()
    {
        using var format = await AskAsync($"{Incident}?format=html");
        using var unknown = await AskAsync("111122223333-0000000000");
        using var nonsense = await AskAsync("system");
        using var stranger = await AskAsync(Incident, key: "not-the-key");
        using var nobody = await AskAsync(Incident, key: null);

        format.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        nonsense.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        stranger.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        nobody.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private string Incident => _list.Link.Segments[^1];

    private Uri Changed(string from, string to) => new(_list.Form.AbsoluteUri.Replace(from, to, StringComparison.Ordinal));

    private async Task ShouldBeRefusedAsync(Uri address, HttpStatusCode status)
    {
        using var form = Checklist.FormOf("Kim", [Step], []);
        using var refused = await _list.PostAsync(address, form);
        refused.StatusCode.ShouldBe(status, address.ToString());
        (await refused.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain("111122223333");
    }

    private async Task<HttpResponseMessage> AskAsync(string incident, string? key = TestBridge.Key)
    {
        using var client = new HttpClient();
        if (key is not null)
        {
            client.DefaultRequestHeaders.Add("x-functions-key", key);
        }

        return await client.GetAsync(new Uri(_bridge.Bridge.EventsUrl, $"response/{incident}"), Cancellation);
    }
}
