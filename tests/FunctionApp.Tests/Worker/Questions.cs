using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Links;

namespace RootWatch.FunctionApp.Tests.Worker;

/// <summary>Asks a host everything that docs/answers.md says it answers.</summary>
internal sealed class Questions(HostUnderTest host) : IDisposable
{
    private const string Tenant = "22222222-3333-4444-8555-666666666666";
    private const string SignInClient = "44444444-4444-4444-8444-444444444444";
    private const string LinkKey = "0123456789abcdef0123456789abcdef";
    private const string Unknown = "111122223333-0000000000";
    private const int LargerThanAnyLimit = (2 * 1024 * 1024) + 1;

    private static readonly LinkSigner Signer = new(
        Options.Create(new LinkOptions { BaseUrl = new Uri("https://rootwatch.example"), Keys = new Dictionary<string, string>(StringComparer.Ordinal) { ["one"] = LinkKey } }), TimeProvider.System);

    private static readonly (string Name, string Value) Key = ("x-functions-key", HostUnderTest.Key);
    private static readonly (string Name, string Value) WrongKey = ("x-functions-key", "not-the-key");
    private static readonly (string Name, string Value) Browser = ("Accept", "text/html");
    private readonly Conversation _conversation = new(host);

    public IEnumerable<Exchange> Exchanges => _conversation.Exchanges;

    private (string Name, string Value) Operator => Bearer("RootWatch.Operator");

    private (string Name, string Value) Sender => Bearer("RootWatch.Sender");

    private (string Name, string Value) Stranger => Bearer("Somebody.Else");

    public static Dictionary<string, string?> Settings(RecordingSinks sinks)
    {
        sinks.Workflow.GivesReceipts = false;

        // A round that is begun goes on.
        sinks.Aws.FaultsOf("ListAccounts").Always = new Fault.Hang();
        return new(HostUnderTest.Channels(sinks), StringComparer.Ordinal)
        {
            ["Links:BaseUrl"] = "https://rootwatch.example",
            ["Links:Keys:one"] = LinkKey,
            ["Teams:Workflow:ReceiptsRequired"] = "true",
            ["Entra:TenantId"] = Tenant,
            ["Entra:Audience"] = "api://rootwatch",
            ["Entra:SignInClientId"] = SignInClient,
            ["Entra:LoginUrl"] = sinks.BaseAddress.AbsoluteUri,
            ["Reconcile:ExternalId"] = sinks.Aws.ExternalId,
            ["Reconcile:ServiceUrl"] = sinks.AwsUrl.AbsoluteUri,
        };
    }

    public static Dictionary<string, string?> SettingsWithoutLedgerAndTeams(RecordingSinks sinks) =>
        new(Settings(sinks), StringComparer.Ordinal)
        {
            ["Ledger:ConnectionString"] = "DefaultEndpointsProtocol=http;AccountName=nobody;AccountKey=bm9ib2R5;TableEndpoint=http://127.0.0.1:9/nobody;",
            ["Teams:Workflow:Url"] = "http://127.0.0.1:9/nowhere?sig=the-webhooks-secret",
        };

    public async Task AskHealthyAsync()
    {
        var incident = await AskEventsAsync();
        await AskEntraEventsAsync();
        await AskUnknownEventsAsync();
        await AskReconcileAsync();
        await AskReceiptsAsync(incident);
        await AskHealthAsync();
        await AskTestsAsync();
        await AskListsAsync();
        await AskIncidentAsync(incident);
        await AskAcknowledgementAsync(incident);
        await AskStepsAsync(incident);
        await AskResponseAsync(incident);
        await AskExpectationsAsync("/api/expectations", Key, [WrongKey]);
        await AskExpectationsAsync("/api/entra/expectations", Operator, [("Authorization", "Bearer nonsense"), Stranger]);
        await AskSignInAsync();
        await AskStrayAsync();
    }

    /// <summary>What is answered while the ledger, Entra ID's keys and one channel are out of reach.</summary>
    public async Task AskBrokenAsync()
    {
        host.Sinks.EntraTokens.AreKeysDown = true;
        await AskAsync("POST /api/entra/events", content: Event("root-create-user"), headers: [Sender]);
        await AskAsync("POST /api/entra/signed-in", content: Form(("id_token", Token("RootWatch.Operator", SignInClient)), ("state", State())), headers: [("Cookie", $"rootwatch-sign-in={Nonce}")]);
        host.Sinks.EntraTokens.AreKeysDown = false;

        var id = Guid.NewGuid();
        await AskAsync("POST /api/events", content: Event("root-create-user"), headers: [Key]);
        await _conversation.UntilHealthShowsSubscribersAsync();
        await AskAsync("GET /api/health");
        await AskAsync("GET /api/checks", headers: [Key]);
        await AskAsync("GET /api/coverage", headers: [Key]);
        await AskAsync("GET /api/posture", headers: [Key]);
        await AskAsync("GET /api/reconcile", headers: [Key]);
        await AskAsync("POST /api/reconcile", content: Conversation.Json("{}"u8.ToArray()), headers: [Key]);
        await AskAsync("GET /api/posture/{subject}", PostureLink());
        await AskAsync("GET /api/tests/{id}", $"/api/tests/{id}", headers: [Key]);
        await AskAsync("POST /api/events/unknown", content: Conversation.Json("""{"events":[{"account":"111122223333","id":"0f1e2d3c"}]}"""u8.ToArray()), headers: [Key]);
        await AskAsync("GET /api/incidents", headers: [Key]);
        await AskAsync("GET /api/entra/incidents", headers: [Operator]);
        await AskAsync("GET /api/incidents/{incident}", Link(Unknown));
        await AskAsync("GET /api/incidents/{incident}/acknowledgement", Link(Unknown, "/acknowledgement"));
        await AskAsync("POST /api/incidents/{incident}/acknowledgement", Link(Unknown, "/acknowledgement"), Form(("verdict", "legitimate"), ("name", "Kim")));
        await AskAsync("GET /api/incidents/{incident}/steps", Link(Unknown, "/steps"));
        await AskAsync("POST /api/incidents/{incident}/steps", Link(Unknown, "/steps"), Form(("done", "deny-root"), ("name", "Kim")));
        await AskAsync("GET /api/response/{incident}", $"/api/response/{Unknown}", headers: [Key]);
        await AskAsync("GET /api/entra/incidents/{incident}", $"/api/entra/incidents/{Unknown}", headers: [Operator]);
        await AskAsync("POST /api/receipts/{delivery}", Receipt($"{Unknown}.1.teams"));
        foreach (var (route, key) in new[] { ("/api/expectations", Key), ("/api/entra/expectations", Operator) })
        {
            await AskAsync($"GET {route}", headers: [key]);
            await AskAsync($"POST {route}", content: Window(), headers: [key]);
            await AskAsync($"DELETE {route}/{{id}}", $"{route}/20261120100000abcdef", headers: [key]);
        }
    }

    public void Dispose() => _conversation.Dispose();

    private async Task<string> AskEventsAsync()
    {
        var waits = await AskAsync("POST /api/events", content: Event("root-create-user"), headers: [Key]);
        var incident = waits.GetProperty("incidentId").GetString()!;
        await AskAsync("POST /api/events", "/api/events?code=" + HostUnderTest.Key, Conversation.Json("""{"detail-type":"Something else","detail":{}}"""u8.ToArray()));
        await AskRefusedEventsAsync("POST /api/events", Key);
        await AskAsync("POST /api/events", content: Event("root-create-user"), headers: [WrongKey]);
        return incident;
    }

    private async Task AskEntraEventsAsync()
    {
        await AskAsync("POST /api/entra/events", content: Conversation.Json("""{"detail-type":"Something else","detail":{}}"""u8.ToArray()), headers: [Sender]);
        await AskRefusedEventsAsync("POST /api/entra/events", Sender);
        await AskAsync("POST /api/entra/events", content: Event("root-create-user"), headers: [Operator]);
        await AskAsync("POST /api/entra/events", content: Event("root-create-user"), headers: [Key]);
    }

    private async Task AskRefusedEventsAsync(string address, (string Name, string Value) credential)
    {
        await AskAsync(address, content: Conversation.Json("{}"u8.ToArray()), headers: [credential]);
        await AskAsync(address, content: Conversation.Json(new byte[LargerThanAnyLimit]), headers: [credential]);
        await AskAsync(address, content: new StringContent("hello", Encoding.UTF8, "text/plain"), headers: [credential]);
    }

    private async Task AskReconcileAsync()
    {
        const string Address = "POST /api/reconcile";
        await AskAsync(Address, content: Conversation.Json("""{"account":"12"}"""u8.ToArray()), headers: [Key]);
        await AskAsync(Address, content: Conversation.Json(new byte[LargerThanAnyLimit]), headers: [Key]);
        await AskAsync(Address, content: Conversation.Json("{}"u8.ToArray()), headers: [WrongKey]);
        await AskAsync(Address, content: Conversation.Json("{}"u8.ToArray()), headers: [Key]);
        await AskAsync(Address, content: Conversation.Json("{}"u8.ToArray()), headers: [Key]);
        await AskAsync("GET /api/reconcile", headers: [Key]);
        await AskAsync("GET /api/reconcile", headers: [WrongKey]);
    }

    private async Task AskUnknownEventsAsync()
    {
        const string Address = "POST /api/events/unknown";
        await AskAsync(Address, content: Conversation.Json("""{"events":[{"account":"111122223333","id":"0f1e2d3c"}]}"""u8.ToArray()), headers: [Key]);
        await AskAsync(Address, content: Conversation.Json("{}"u8.ToArray()), headers: [Key]);
        await AskAsync(Address, content: Conversation.Json(new byte[LargerThanAnyLimit]), headers: [Key]);
        await AskAsync(Address, content: Conversation.Json("""{"events":[]}"""u8.ToArray()), headers: [WrongKey]);
    }

    private async Task AskReceiptsAsync(string incident)
    {
        await AskAsync("POST /api/receipts/{delivery}", Receipt($"{incident}.1.teams"));
        await AskAsync("POST /api/receipts/{delivery}", Receipt($"{incident}.1.teams"));
        await AskAsync("POST /api/receipts/{delivery}", Receipt($"{Unknown}.1.teams"));
        await AskAsync("POST /api/receipts/{delivery}", Receipt($"{incident}.1.teams", expired: true));
        await AskAsync("POST /api/receipts/{delivery}", $"/api/receipts/{incident}.1.teams");
        await AskAsync("POST /api/events", content: Event("root-create-user"), headers: [Key]);
    }

    private async Task AskHealthAsync()
    {
        await AskAsync("POST /api/events", content: Conversation.Json("""{"version":"0","id":"heartbeat-1","detail-type":"RootWatch Heartbeat","source":"rootwatch","account":"111122223333","region":"us-east-1","detail":{}}"""u8.ToArray()), headers: [Key]);
        await _conversation.UntilHealthShowsSubscribersAsync();
        await AskAsync("GET /api/health");
        await AskAsync("HEAD /api/health");
        await AskAsync("GET /api/checks", headers: [Key]);
        await AskAsync("GET /api/checks", headers: [WrongKey]);
        await AskAsync("GET /api/coverage", headers: [Key]);
        await AskAsync("GET /api/coverage", headers: [Key, Browser]);
        await AskAsync("GET /api/coverage");
        await AskAsync("GET /api/posture", headers: [Key]);
        await AskAsync("GET /api/posture", headers: [Key, Browser]);
        await AskAsync("GET /api/posture");
        await AskAsync("GET /api/posture/{subject}", PostureLink());
        await AskAsync("GET /api/posture/{subject}", PostureLink(expired: true));
        await AskAsync("GET /api/posture/{subject}", "/api/posture/accounts");
    }

    private async Task AskTestsAsync()
    {
        const string Test = """{"version":"0","id":"test-1","detail-type":"RootWatch Test","source":"rootwatch","account":"111122223333","region":"us-east-1","detail":{"id":"7b0e9c5e-6a5b-4c3d-9e2f-1a2b3c4d5e6f"}}""";
        await AskAsync("POST /api/events", content: Conversation.Json(Encoding.UTF8.GetBytes(Test)), headers: [Key]);
        await AskAsync("GET /api/tests/{id}", "/api/tests/7b0e9c5e-6a5b-4c3d-9e2f-1a2b3c4d5e6f", headers: [Key]);
        await AskAsync("GET /api/tests/{id}", "/api/tests/00000000-6a5b-4c3d-9e2f-1a2b3c4d5e6f", headers: [Key]);
        await AskAsync("GET /api/tests/{id}", "/api/tests/none", headers: [Key]);
        await AskAsync("GET /api/tests/{id}", "/api/tests/none");
    }

    private async Task AskListsAsync()
    {
        foreach (var (address, credential) in new[] { ("GET /api/incidents", Key), ("GET /api/entra/incidents", Operator) })
        {
            var route = address.Split(' ')[1];
            await AskAsync(address, headers: [credential]);
            await AskAsync(address, headers: [credential, Browser]);
            await AskAsync(address, route + "?severity=High&open=true&account=111122223333&from=2026-01-01&page=1", headers: [credential, Browser]);
            await AskAsync(address, route + "?severity=Terrible", headers: [credential]);
            await AskAsync(address);
        }

        await AskAsync("GET /api/incidents", "/api/incidents?code=" + HostUnderTest.Key, headers: [Browser]);
        await AskAsync("GET /api/entra/incidents", headers: [Stranger]);
        await AskAsync("GET /api/entra/incidents", headers: [Browser]);
        await AskAsync("GET /api/entra/incidents", Signer.Sign(LinkSigner.SignedIn, "incidents")!.PathAndQuery, headers: [Browser]);
    }

    private async Task AskIncidentAsync(string incident)
    {
        foreach (var form in new[] { string.Empty, "/acknowledgement", "/steps" })
        {
            var address = "GET /api/incidents/{incident}" + form;
            await AskAsync(address, Link(incident, form), headers: [Browser]);
            await AskAsync(address, Link(incident, form) + "&answer=not-us", headers: [Browser]);
            await AskAsync(address, Link(Unknown, form));
            await AskAsync(address, Link(incident, form, expired: true));
            await AskAsync(address, $"/api/incidents/{incident}{form}?k=one&e=99999999999&s=forged");
        }

        var entra = "GET /api/entra/incidents/{incident}";
        await AskAsync(entra, $"/api/entra/incidents/{incident}", headers: [Operator]);
        await AskAsync(entra, $"/api/entra/incidents/{incident}", headers: [Browser]);
        await AskAsync(entra, $"/api/entra/incidents/{incident}");
        await AskAsync(entra, $"/api/entra/incidents/{incident}", headers: [Stranger]);
        await AskAsync(entra, $"/api/entra/incidents/{Unknown}", headers: [Operator]);
    }

    private async Task AskAcknowledgementAsync(string incident)
    {
        const string Address = "POST /api/incidents/{incident}/acknowledgement";
        var link = Link(incident, "/acknowledgement");
        await AskAsync(Address, link, Form(("verdict", "maybe"), ("name", "Kim")));
        await AskAsync(Address, link, new StringContent("verdict=legitimate", Encoding.UTF8, "text/plain"));
        await AskAsync(Address, link, Form(("verdict", "legitimate"), ("name", "\0")));
        await AskAsync(Address, link, ManyKeys());
        await AskAsync(Address, link, WithoutBoundary());
        await AskAsync(Address, link, Form(("verdict", "legitimate"), ("name", new string('k', 20_000))));
        await AskAsync(Address, Link(Unknown, "/acknowledgement"), Form(("verdict", "legitimate"), ("name", "Kim")));
        await AskAsync(Address, Link(incident, "/acknowledgement", expired: true), Form(("verdict", "legitimate"), ("name", "Kim")));
        await AskAsync(Address, $"/api/incidents/{incident}/acknowledgement", Form(("verdict", "legitimate"), ("name", "Kim")));
        await AskAsync(Address, link, Form(("verdict", "legitimate"), ("name", "Kim <b>"), ("note", "CHG-1 ü")));
        await AskAsync("GET /api/incidents/{incident}", Link(incident), headers: [Browser]);
    }

    private async Task AskStepsAsync(string incident)
    {
        const string Address = "POST /api/incidents/{incident}/steps";
        var link = Link(incident, "/steps");
        await AskAsync(Address, link, Form(("done", "deny-root"), ("name", "")));
        await AskAsync(Address, link, new StringContent("done=deny-root", Encoding.UTF8, "text/plain"));
        await AskAsync(Address, link, ManyKeys());
        await AskAsync(Address, link, WithoutBoundary());
        await AskAsync(Address, link, Form(("done", "deny-root"), ("name", new string('k', 20_000))));
        await AskAsync(Address, Link(Unknown, "/steps"), Form(("done", "deny-root"), ("name", "Kim")));
        await AskAsync(Address, Link(incident, "/steps", expired: true), Form(("done", "deny-root"), ("name", "Kim")));
        await AskAsync(Address, $"/api/incidents/{incident}/steps", Form(("done", "deny-root"), ("name", "Kim")));
        await AskAsync(Address, link, Form(("done", "deny-root"), ("done", "no-such-step"), ("name", "Kim <b>")));
        await AskAsync("GET /api/incidents/{incident}", Link(incident), headers: [Browser]);
    }

    private async Task AskResponseAsync(string incident)
    {
        const string Address = "GET /api/response/{incident}";
        await AskAsync(Address, $"/api/response/{incident}", headers: [Key]);
        await AskAsync(Address, $"/api/response/{incident}?format=script", headers: [Key]);
        await AskAsync(Address, $"/api/response/{incident}?format=html", headers: [Key]);
        await AskAsync(Address, $"/api/response/{Unknown}", headers: [Key]);
        await AskAsync(Address, $"/api/response/{incident}", headers: [WrongKey]);
        await AskAsync(Address, $"/api/response/{incident}");
    }

    private async Task AskExpectationsAsync(string route, (string Name, string Value) credential, (string Name, string Value)[] refused)
    {
        var declared = await AskAsync($"POST {route}", content: Window(), headers: [credential]);
        await AskAsync($"GET {route}", headers: [credential]);
        await AskAsync($"POST {route}", content: Conversation.Json("{}"u8.ToArray()), headers: [credential]);
        await AskAsync($"POST {route}", content: Conversation.Json(new byte[LargerThanAnyLimit]), headers: [credential]);
        await AskAsync($"DELETE {route}/{{id}}", $"{route}/{declared.GetProperty("id").GetString()}", headers: [credential]);
        await AskAsync($"DELETE {route}/{{id}}", $"{route}/{Guid.NewGuid()}", headers: [credential]);
        await AskAsync($"DELETE {route}/{{id}}", $"{route}/20261120100000abcdef", headers: [credential]);
        foreach (var wrong in refused)
        {
            await AskAsync($"GET {route}", headers: [wrong]);
            await AskAsync($"POST {route}", content: Window(), headers: [wrong]);
            await AskAsync($"DELETE {route}/{{id}}", $"{route}/{Guid.NewGuid()}", headers: [wrong]);
        }
    }

    private async Task AskSignInAsync()
    {
        const string Address = "POST /api/entra/signed-in";
        var cookie = ("Cookie", $"rootwatch-sign-in={Nonce}");
        await AskAsync(Address, content: Form(("id_token", Token("RootWatch.Operator", SignInClient)), ("state", State())), headers: [cookie]);
        await AskAsync(Address, content: Form(("id_token", Token("Somebody.Else", SignInClient)), ("state", State())), headers: [cookie]);
        await AskAsync(Address, content: Form(("id_token", Token("RootWatch.Operator", SignInClient)), ("state", State())));
        await AskAsync(Address, content: Form(("error", "access_denied")));
        await AskAsync(Address, content: Form(("error", "\0")));
        await AskAsync(Address, content: ManyKeys());
        await AskAsync(Address, content: WithoutBoundary());
        await AskAsync(Address, content: new StringContent("hello", Encoding.UTF8, "text/plain"));
        await AskAsync(Address, content: Form(("id_token", new string('t', 100_000))));
    }

    private async Task AskStrayAsync()
    {
        // Not in the table: whatever else is asked is 404.
        foreach (var (method, path) in new[] { ("GET", "/api/events"), ("GET", "/api/nothing"), ("DELETE", "/api/health"), ("GET", "/events") })
        {
            using var stray = await _conversation.AskAsync($"{method} {path}", headers: Key);
            stray.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            _conversation.Exchanges.RemoveAt(_conversation.Exchanges.Count - 1);
        }
    }

    private const string Nonce = "0123456789abcdef0123456789abcdef";

    private static string State() => $"incidents.{Nonce}{Signer.Sign(LinkSigner.SignIn, $"incidents.{Nonce}")!.Query}";

    private static string Link(string incident, string path = "", bool expired = false) =>
        Signer.Sign(LinkSigner.Incident, incident, path, expired ? TimeSpan.FromHours(-1) : null)!.PathAndQuery;

    private static string Receipt(string delivery, bool expired = false) =>
        Signer.Sign(LinkSigner.Receipt, delivery, validFor: expired ? TimeSpan.FromHours(-1) : null)!.PathAndQuery;

    private static string PostureLink(bool expired = false) =>
        Signer.Sign(LinkSigner.Posture, "accounts", validFor: expired ? TimeSpan.FromHours(-1) : null)!.PathAndQuery;

    private static HttpContent Event(string sample) => Conversation.Json(Sample.Envelope(sample));

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    private static FormUrlEncodedContent ManyKeys() => Form([.. Enumerable.Range(0, 1100).Select(number => ($"k{number}", string.Empty))]);

    private static StringContent WithoutBoundary() =>
        new("--b--", Encoding.ASCII) { Headers = { ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("multipart/form-data") } };

    private static HttpContent Window()
    {
        var now = TimeProvider.System.GetUtcNow();
        return Conversation.Json(JsonSerializer.SerializeToUtf8Bytes(new
        {
            accounts = new[] { "111122223333" },
            tasks = new[] { "email-changed" },
            from = now.AddMinutes(10).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
            to = now.AddMinutes(70).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
            who = "Kim",
            ticket = "CHG-1",
        }));
    }

    private (string Name, string Value) Bearer(string role) => ("Authorization", $"Bearer {Token(role, "api://rootwatch")}");

    private string Token(string role, string audience)
    {
        var now = TimeProvider.System.GetUtcNow();
        return host.Sinks.EntraTokens.Token(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["iss"] = new Uri(host.Sinks.BaseAddress, $"/{Tenant}/v2.0").AbsoluteUri,
            ["aud"] = audience,
            ["nonce"] = Nonce,
            ["nbf"] = now.AddMinutes(-1).ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(30).ToUnixTimeSeconds(),
            ["roles"] = new[] { role },
        });
    }

    /// <returns>The answer's JSON; undefined where it has none.</returns>
    private async Task<JsonElement> AskAsync(string address, string? path = null, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var answer = await _conversation.AskAsync(address, path, content, headers);
        return answer.Content.Headers.ContentType?.MediaType == "application/json" && answer.RequestMessage!.Method != HttpMethod.Head
            ? JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            : default;
    }
}
