using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RootWatch.Bridge;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Notifications;
using RootWatch.Cli.Demo.Preview;

namespace RootWatch.EndToEnd.Tests.Messages;

/// <summary>Every kind of message, the same in every run.</summary>
internal static class SampleMessageNames
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);
    private static readonly Lazy<Task<IReadOnlyList<SampleMessage>>> Made = new(MakeAsync);

    public static IEnumerable<string> Names { get; } = ["expected", "unusual", "anomalous", "update", "closed", "acknowledged-us", "acknowledged-not-us", "response-done", "expectation-declared", "spoke-silent", "spoke-back", "region-silent", "silence", "silence-ended", "cloudtrail-silent", "cloudtrail-back", "root-path-silent", "root-path-back", "region-enabled", "region-disabled", "undelivered", "own-alarm", "weekly", "delivery-failing", "delivery-back", "tampering", "credential-used", "posture-weakened", "posture-mended", "test", "digest"];

    public static Task<IReadOnlyList<SampleMessage>> AllAsync() => Made.Value;

    public static async Task<SampleMessage> FindAsync(string name) => (await AllAsync()).Single(shown => shown.Name == name);

    private static Task<IReadOnlyList<SampleMessage>> MakeAsync()
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Links:BaseUrl"] = "https://rootwatch.example",
            ["Links:Keys:one"] = "0123456789abcdef0123456789abcdef",
            ["Notifications:RunbookUrl"] = "https://runbooks.example/aws-root",
            ["Accounts:Names:111122223333"] = "prod-payments",
        };
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddSingleton<TimeProvider>(new FakeTimeProvider(Now))
            .AddLogging()
            .AddBridge()
            .BuildServiceProvider();
        return new SampleMessages(services.GetRequiredService<OutgoingComposer>(), services.GetRequiredService<RedriveAdvice>(), Now).MessagesAsync();
    }
}
