using System.Globalization;
using System.Net;
using System.Text;
using RootWatch.EndToEnd.Tests.Pages;

namespace RootWatch.EndToEnd.Tests.Doors;

/// <summary>What claims to be a form and is none is answered 400, with a page of words.</summary>
public sealed class MalformedFormTests
{
    private const string UrlEncoded = "application/x-www-form-urlencoded";

    public static TheoryData<string, string, string> Forms { get; } = new()
    {
        { "1,100 keys", UrlEncoded, string.Join('&', Enumerable.Range(0, 1100).Select(number => string.Create(CultureInfo.InvariantCulture, $"k{number}="))) },
        { "a NUL", UrlEncoded, "verdict=legitimate&name=%00&state=%00" },
        { "a key that is too long", UrlEncoded, $"{new string('k', 3000)}=1" },
        { "a charset that is not read", "application/x-www-form-urlencoded; charset=utf-7", "verdict=legitimate&name=Kim" },
        { "no boundary", "multipart/form-data", "--b\r\n\r\n--b--" },
        { "an empty boundary", "multipart/form-data; boundary=", "--\r\n\r\n----" },
        { "a boundary that is too long", $"multipart/form-data; boundary={new string('b', 200)}", "x" },
        { "no end", "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nKim" },
        { "a part without headers", "multipart/form-data; boundary=b", "--b\r\nno header at all\r\n\r\nx\r\n--b--\r\n" },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task On_an_incidents_page_it_is_answered_400_with_words(string what, string type, string body)
    {
        await using var bridge = await PageBridge.StartAsync();
        await bridge.DeliverAsync("root-create-user");
        var form = new Uri(bridge.LastLink().AbsoluteUri.Replace("?", "/acknowledgement?", StringComparison.Ordinal));

        await ShouldBeRefusedAsync(form, type, body, what);

        bridge.Sinks.Sns.Received.Count.ShouldBe(1, "nobody said anything");
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task At_the_sign_in_which_is_open_to_everybody_it_is_answered_400_with_words(string what, string type, string body)
    {
        await using var bridge = await PageBridge.StartAsync();
        await ShouldBeRefusedAsync(new Uri(bridge.Bridge.EventsUrl, "entra/signed-in"), type, body, what);
    }

    private static async Task ShouldBeRefusedAsync(Uri address, string type, string body, string what)
    {
        using var client = new HttpClient();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type).ShouldBeTrue();

        using var answer = await client.PostAsync(address, content, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, what);
        var html = await answer.Content.ReadAsStringAsync(Cancellation);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html", what);
        html.ShouldContain("<h1>");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }
}
