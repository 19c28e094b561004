using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using RootWatch.Bridge.Links;

namespace RootWatch.EndToEnd.Tests.Fuzz;

/// <summary>Asks one odd thing after the other, the same ones for the same seed.</summary>
internal sealed class Stranger(HttpClient client, Uri events, LinkSigner links, string idToken, int seed)
{
    public const string Nonce = "0123456789abcdef0123456789abcdef";
    private static readonly string[] Odd = ["", "%00", "%ff", "%ED%A0%80", "..%2f", "%25", "%F0%9F%98%80", "a/b", "%3F", "%23", "111122223333-0123456789", "unknown-0123456789", "system-0123456789", "2147483647", "-1", "'", "%5C", "%20"];
    private static readonly string[] Times = ["9999-12-31", "0001-01-01", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00%2B14:00", "2026-11-20", "now", "%00"];
    private readonly Random _random = new(seed);
    private readonly List<string> _incidents = [];
    private int _number;
    private bool _opens;

    /// <summary>How often each status was answered.</summary>
    public Dictionary<int, int> Statuses { get; } = [];

    /// <summary>What was not answered at all, or with 5xx, or is the page of an incident and does not open.</summary>
    public List<string> Faults { get; } = [];

    public async Task AskAsync(int count, CancellationToken cancellationToken)
    {
        for (_number = 0; _number < count; _number++)
        {
            _opens = false;
            using var request = Next();
            await AskAsync(request, cancellationToken);
        }
    }

    private async Task AskAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.SendAsync(request, cancellationToken);
            var body = await answer.Content.ReadAsStringAsync(cancellationToken);
            var status = (int)answer.StatusCode;
            Statuses[status] = Statuses.GetValueOrDefault(status) + 1;
            var isEvent = request.RequestUri!.AbsolutePath.EndsWith("/events", StringComparison.Ordinal);
            if (status == 500 || (status > 500 && !isEvent) || (_opens && answer.StatusCode != HttpStatusCode.OK))
            {
                Faults.Add($"{await ShownAsync(request)} -> {status}");
            }

            if (isEvent && IncidentIn(body) is { } incident)
            {
                _incidents.Add(incident);
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            Faults.Add($"{await ShownAsync(request)} -> {failure.Message}");
        }
    }

    private HttpRequestMessage Next() =>
        _random.Next(100) switch
        {
            < 30 => Event(),
            < 48 => Show(),
            < 66 => Post(Link(LinkSigner.Incident, Incident(), "/acknowledgement"), MalformedForm.Answer(_random)),
            < 80 => SignIn(),
            < 86 => Get($"/api/{Entra()}incidents{(Chance(4) ? "/" + Word() : string.Empty)}?account={Account()}{Query()}"),
            < 91 => Expectation(),
            < 94 => Post(Link(LinkSigner.Receipt, $"{Incident()}.1.{(Chance(2) ? "teams" : Word())}"), MalformedForm.Content([], "text/plain")),
            < 97 => Get($"/api/tests/{(Chance(2) ? Guid.NewGuid().ToString() : Word())}"),
            < 98 => Get("/api/coverage" + "?" + Query()),
            < 99 => Get("/api/health"),
            _ => new HttpRequestMessage(HttpMethod.Parse(Chance(2) ? "HEAD" : "PUT"), At($"/api/{Word()}?{Query()}")),
        };

    private HttpRequestMessage Event()
    {
        var request = Post($"/api/{(Chance(20) ? "entra/" : string.Empty)}events", MalformedForm.Content(MutatedEvent.Of(_random, Account()), Chance(10) ? "text/plain" : "application/json"));
        request.Headers.TransferEncodingChunked = Chance(20);
        return request;
    }

    private HttpRequestMessage Show()
    {
        var (incident, path) = (Incident(), Chance(3) ? "/acknowledgement" : string.Empty);
        var link = Link(LinkSigner.Incident, incident, path);
        _opens = _incidents.Contains(incident) && link == links.Sign(LinkSigner.Incident, incident, path)!.PathAndQuery;
        return Get(link + Query());
    }

    private HttpRequestMessage SignIn()
    {
        var subject = Chance(2) ? "incidents" : Incident();
        var state = $"{subject}.{Nonce}{links.Sign(LinkSigner.SignIn, $"{subject}.{Nonce}")!.Query}";
        var request = Post("/api/entra/signed-in", MalformedForm.SignIn(_random, idToken, state));
        request.Headers.TryAddWithoutValidation("Cookie", $"rootwatch-sign-in={(Chance(6) ? Word() : Nonce)}");
        return request;
    }

    private HttpRequestMessage Expectation()
    {
        var route = $"/api/{Entra()}expectations";
        var window = $$"""{"accounts":["{{Account()}}"],"from":"2026-01-01T00:00:00Z","to":"9999-12-31T23:59:59Z","who":"K","ticket":"C"}""";
        return _random.Next(4) switch
        {
            0 => new HttpRequestMessage(HttpMethod.Delete, At($"{route}/{Word()}")) { Headers = { { "x-functions-key", TestBridge.Key } } },
            1 => Get(route),
            2 => Post(route, MalformedForm.Content(MutatedEvent.Of(_random, Account()), "application/json")),
            _ => Post(route, MalformedForm.Content(Encoding.UTF8.GetBytes(window.Insert(1, Chance(2) ? "\"\\ud800\":1," : "\"who\":\"\\udc00\",")), "application/json")),
        };
    }

    private HttpRequestMessage Get(string path) => With(new HttpRequestMessage(HttpMethod.Get, At(path)));

    private HttpRequestMessage Post(string path, HttpContent content) => With(new HttpRequestMessage(HttpMethod.Post, At(path)) { Content = content });

    // Mostly as somebody whom the door lets in: behind it is more to break.
    private HttpRequestMessage With(HttpRequestMessage request)
    {
        if (!Chance(30))
        {
            request.Headers.TryAddWithoutValidation("x-functions-key", TestBridge.Key);
        }

        if (Chance(2))
        {
            request.Headers.TryAddWithoutValidation("Accept", Chance(10) ? "\u0001;q=a" : "text/html");
        }

        if (Chance(20))
        {
            request.Headers.TryAddWithoutValidation("Authorization", Chance(2) ? $"Bearer {Word()}" : $"Bearer {idToken}");
        }

        return request;
    }

    private Uri At(string path) => new(events, path);

    private string Link(string purpose, string subject, string path = "")
    {
        var link = links.Sign(purpose, subject, path)!.PathAndQuery;
        return Chance(10) ? link.Replace("&e=", $"&e={Word()}", StringComparison.Ordinal) : link;
    }

    private string Query() =>
        string.Concat(Enumerable.Range(0, _random.Next(3)).Select(_ => _random.Next(6) switch
        {
            0 => $"&page={Word()}",
            1 => $"&answer={Word()}",
            2 => $"&from={Times[_random.Next(Times.Length)]}",
            3 => $"&to={Times[_random.Next(Times.Length)]}",
            4 => $"&severity={(Chance(2) ? "high" : Word())}",
            _ => $"&{Word()}={Word()}",
        }));

    private string Incident() => _incidents.Count == 0 || Chance(20) ? "111122223333-0123456789" : _incidents[_random.Next(_incidents.Count)];

    private string Account() => (900_000_000_000 + (seed % 1000 * 1000) + _random.Next(400)).ToString(CultureInfo.InvariantCulture);

    private string Entra() => Chance(4) ? "entra/" : string.Empty;

    private string Word() => Odd[_random.Next(Odd.Length)];

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private async Task<string> ShownAsync(HttpRequestMessage request)
    {
        var body = request.Content is null ? string.Empty : Encoding.UTF8.GetString(await request.Content.ReadAsByteArrayAsync(CancellationToken.None));
        return string.Create(CultureInfo.InvariantCulture, $"seed {seed}, request {_number}: {request.Method} {request.RequestUri!.PathAndQuery} {request.Content?.Headers.ContentType} {JsonSerializer.Serialize(body.Length > 300 ? body[..300] : body)}");
    }

    private static string? IncidentIn(string body)
    {
        const string Name = "\"incidentId\":\"";
        return body.IndexOf(Name, StringComparison.Ordinal) is >= 0 and var at ? body[(at + Name.Length)..].Split('"')[0] : null;
    }
}
