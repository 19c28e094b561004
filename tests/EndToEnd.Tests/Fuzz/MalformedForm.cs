using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace RootWatch.EndToEnd.Tests.Fuzz;

/// <summary>Bodies that claim to be forms.</summary>
internal static class MalformedForm
{
    private const string UrlEncoded = "application/x-www-form-urlencoded";

    private static readonly string[] Types =
    [
        UrlEncoded, UrlEncoded, UrlEncoded, "application/x-www-form-urlencoded; charset=utf-7", "application/x-www-form-urlencoded; charset=nothing", "application/x-www-form-urlencoded; charset=utf-16",
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=b", "multipart/form-data; boundary=b", "multipart/form-data; boundary=\"b\"", $"multipart/form-data; boundary={new string('b', 200)}",
        "text/plain", "application/json", ";;;", "multipart/form-data; boundary=b; boundary=c",
    ];

    private static readonly string[] Verdicts = ["legitimate", "not-us", "", "perhaps", "%00", "%ED%A0%80"];
    private static readonly string[] Texts = ["Kim", "", " ", "%00", "a%00b", "%ff%fe", "%ED%A0%80", "%u0041", "%", "+%2", "<script>", "%0d%0aSet-Cookie:x=y", "😀", "\0", "&&&", "name=name=name", "%E2%80%AE"];

    /// <summary>What the incident's page has sent.</summary>
    public static HttpContent Answer(Random random) =>
        Of(random, $"verdict={Verdicts[random.Next(Verdicts.Length)]}&name={Text(random)}&note={Text(random)}");

    /// <summary>What Entra ID has the browser send.</summary>
    public static HttpContent SignIn(Random random, string token, string state) =>
        Of(random, random.Next(4) switch
        {
            0 => $"error={Text(random)}&error_description={Text(random)}",
            1 => $"id_token={Text(random)}&state={Uri.EscapeDataString(state)}",
            2 => $"id_token={token}&state={Text(random)}",
            _ => $"id_token={token}&state={Uri.EscapeDataString(state)}",
        });

    private static ByteArrayContent Of(Random random, string plain)
    {
        var body = random.Next(8) switch
        {
            0 => string.Join('&', Enumerable.Range(0, 1100).Select(number => string.Create(CultureInfo.InvariantCulture, $"k{number}="))),
            1 => $"{new string('k', 3000)}={Text(random)}&{plain}",
            2 => Parts(random),
            _ => plain,
        };
        var type = random.Next(3) == 0 ? Types[random.Next(Types.Length)] : UrlEncoded;
        return Content(Encoding.UTF8.GetBytes(body), type);
    }

    public static ByteArrayContent Content(byte[] body, string type)
    {
        var content = new ByteArrayContent(body);
        if (!MediaTypeHeaderValue.TryParse(type, out var parsed))
        {
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            return content;
        }

        content.Headers.ContentType = parsed;
        return content;
    }

    private static string Text(Random random) =>
        random.Next(6) == 0 ? Uri.EscapeDataString(HostileRecord.Weapon(random))
        : random.Next(20) == 0 ? new string('n', random.Next(9000))
        : Texts[random.Next(Texts.Length)];

    private static string Parts(Random random)
    {
        var part = $"--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n{Text(random)}\r\n";
        return random.Next(6) switch
        {
            0 => part,
            1 => $"{part}--b--\r\n",
            2 => $"--b\r\n{string.Concat(Enumerable.Range(0, 40).Select(number => string.Create(CultureInfo.InvariantCulture, $"X-{number}: y\r\n")))}\r\nx\r\n--b--",
            3 => "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\nContent-Type: a/b\r\n\r\nx\r\n--b--\r\n",
            4 => "--b\r\nno header at all\r\n\r\nx\r\n--b--\r\n",
            _ => string.Concat(Enumerable.Repeat(part, 100)),
        };
    }
}
