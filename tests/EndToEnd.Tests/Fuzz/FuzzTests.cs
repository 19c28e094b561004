using System.Diagnostics;
using System.Globalization;
using Amazon.Runtime;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Links;

namespace RootWatch.EndToEnd.Tests.Fuzz;

/// <summary>Whatever comes in is answered, and never with 500.</summary>
[Collection(typeof(RunsAlone))]
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Seed = 20_261_120;
    private const int Requests = 50_000;
    private const int Strangers = 8;
    private const string Tenant = "22222222-3333-4444-8555-666666666666";
    private const string SignInClient = "44444444-4444-4444-8444-444444444444";

    [Fact]
    public async Task Fifty_thousand_odd_events_forms_links_and_pages_are_all_answered_and_none_with_500_and_every_page_opens()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var sinks = await RecordingSinks.StartAsync(TimeProvider.System, cancellation);
        await using var bridge = await TestBridge.StartAsync(Settings(sinks), new BasicAWSCredentials("test", "test"));
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var links = new LinkSigner(
            Options.Create(new LinkOptions { BaseUrl = new Uri("https://rootwatch.example"), Keys = new Dictionary<string, string>(StringComparer.Ordinal) { ["one"] = "0123456789abcdef0123456789abcdef" } }),
            TimeProvider.System);
        var first = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEED"), CultureInfo.InvariantCulture, out var other) ? other : Seed;
        var token = Token(sinks);
        var strangers = Enumerable.Range(first, Strangers).Select(seed => new Stranger(client, bridge.EventsUrl, links, token, seed)).ToList();

        var began = Stopwatch.StartNew();
        await Task.WhenAll(strangers.Select(stranger => Task.Run(() => stranger.AskAsync(Requests / Strangers, cancellation), cancellation)));

        var statuses = strangers.SelectMany(stranger => stranger.Statuses).GroupBy(status => status.Key, status => status.Value).OrderBy(status => status.Key).Select(status => $"{status.Key}: {status.Sum()}");
        output.WriteLine($"From seed {first}, in {began.Elapsed.TotalSeconds:0} s: {string.Join(", ", statuses)}");
        var faults = strangers.SelectMany(stranger => stranger.Faults).ToList();
        faults.ShouldBeEmpty();
        strangers.Sum(stranger => stranger.Statuses.Values.Sum()).ShouldBe(Requests);
        sinks.Sns.Received.Count.ShouldBeGreaterThan(1000, "else too little got past the door");
    }

    private static Dictionary<string, string?> Settings(RecordingSinks sinks) => new(TestBridge.Settings(sinks), StringComparer.Ordinal)
    {
        ["Links:BaseUrl"] = "https://rootwatch.example",
        ["Links:Keys:one"] = "0123456789abcdef0123456789abcdef",
        ["Entra:TenantId"] = Tenant,
        ["Entra:Audience"] = SignInClient,
        ["Entra:SignInClientId"] = SignInClient,
        ["Entra:LoginUrl"] = sinks.BaseAddress.AbsoluteUri,
    };

    private static string Token(RecordingSinks sinks)
    {
        var now = TimeProvider.System.GetUtcNow();
        return sinks.EntraTokens.Token(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["iss"] = new Uri(sinks.BaseAddress, $"/{Tenant}/v2.0").AbsoluteUri,
            ["aud"] = SignInClient,
            ["nonce"] = Stranger.Nonce,
            ["nbf"] = now.AddMinutes(-1).ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(30).ToUnixTimeSeconds(),
            ["roles"] = new[] { "RootWatch.Operator", "RootWatch.Sender" },
        });
    }
}
