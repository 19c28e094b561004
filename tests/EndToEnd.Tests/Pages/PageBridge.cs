using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RootWatch.Bridge.Storage;

namespace RootWatch.EndToEnd.Tests.Pages;

/// <summary>A running bridge whose links lead to itself, at a time that stands still.</summary>
internal sealed partial class PageBridge : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    private PageBridge(RecordingSinks sinks, TestBridge bridge, FakeTimeProvider time) => (Sinks, Bridge, Time) = (sinks, bridge, time);

    public RecordingSinks Sinks { get; }

    public TestBridge Bridge { get; }

    public FakeTimeProvider Time { get; }

    /// <param name="settings">Other settings; null takes one away.</param>
    /// <param name="store">Where its ledger is; null for one in memory that nobody else sees.</param>
    public static async Task<PageBridge> StartAsync(Dictionary<string, string?>? settings = null, IIncidentStore? store = null)
    {
        var time = new FakeTimeProvider(Now);
        var sinks = await RecordingSinks.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        var all = TestBridge.Settings(sinks);
        all["Links:BaseUrl"] = "https://rootwatch.example";
        all["Links:Keys:one"] = "0123456789abcdef0123456789abcdef";
        all["Accounts:Names:111122223333"] = "prod-payments";
        foreach (var (name, value) in settings ?? [])
        {
            all[name] = value;
        }

        foreach (var unset in all.Where(setting => setting.Value is null).Select(setting => setting.Key).ToList())
        {
            all.Remove(unset);
        }

        return new PageBridge(sinks, await TestBridge.StartAsync(all, new BasicAWSCredentials("test", "test"), Configure), time);

        void Configure(IServiceCollection services)
        {
            services.AddSingleton<TimeProvider>(time);
            if (store is not null)
            {
                services.AddSingleton(store);
            }
        }
    }

    /// <summary>Delivers a sample as it is.</summary>
    public Task<DeliveryReport> DeliverAsync(string sample) => Bridge.DeliverAsync(Sample.Envelope(sample));

    /// <summary>Delivers a record, wrapped as EventBridge would.</summary>
    public async Task<JsonElement> DeliverAsync(JsonNode record)
    {
        var envelope = new JsonObject
        {
            ["version"] = "0",
            ["id"] = Guid.NewGuid().ToString(),
            ["detail-type"] = "AWS API Call via CloudTrail",
            ["source"] = "aws.iam",
            ["account"] = record["recipientAccountId"]?.DeepClone(),
            ["time"] = "2026-11-20T10:00:00Z",
            ["region"] = "us-east-1",
            ["resources"] = new JsonArray(),
            ["detail"] = record.DeepClone(),
        };
        var report = await Bridge.DeliverAsync(JsonSerializer.SerializeToUtf8Bytes(envelope));
        return JsonElement.Parse(report.Attempts[^1].Body!);
    }

    /// <summary>The page of the incident that was told last.</summary>
    public Uri LastLink() => On(LinkIn(Sinks.Sns.Received[^1]));

    /// <summary>The incidents' pages, in the order in which they were first told.</summary>
    public IReadOnlyList<Uri> Links() => [.. Sinks.Sns.Received.Where(message => Links(message).Count > 0).Select(LinkIn).Select(On).DistinctBy(link => link.AbsolutePath, StringComparer.Ordinal)];

    public Uri On(Uri link) => new(Bridge.EventsUrl, link.PathAndQuery + link.Fragment);

    public async ValueTask DisposeAsync()
    {
        await Bridge.DisposeAsync();
        await Sinks.DisposeAsync();
    }

    private static Uri LinkIn(SnsMessage message) => new(Links(message)[0].Value);

    private static MatchCollection Links(SnsMessage message)
    {
        using var texts = JsonDocument.Parse(message.Message);
        return IncidentLink().Matches(texts.RootElement.GetProperty("email").GetString()!);
    }

    [GeneratedRegex(@"https://rootwatch\.example/api/incidents/\S+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex IncidentLink();
}
