using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RootWatch.Tests.Network;
using static RootWatch.Tests.Network.FaultyProxy;

namespace RootWatch.EndToEnd.Tests;

/// <summary>A table that hangs, is slow or breaks off is as good as down: people are told, and EventBridge keeps the event until it is recorded.</summary>
public sealed class LedgerFaultTests(AzuriteServer azurite) : IClassFixture<AzuriteServer>, IAsyncLifetime
{
    private RecordingSinks _sinks = null!;
    private FaultyProxy _table = null!;
    private TestBridge _bridge = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);
        _table = new FaultyProxy(azurite.Port);
        _bridge = await StartBridgeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _bridge.DisposeAsync();
        await _table.DisposeAsync();
        await _sinks.DisposeAsync();
    }

    [Theory]
    [InlineData(nameof(Connection.Hangs), "root-create-access-key")]
    [InlineData(nameof(Connection.IsSlow), "root-create-access-key")]
    [InlineData(nameof(Connection.LosesAnswers), "root-create-access-key")]
    [InlineData(nameof(Connection.Breaks), "root-create-access-key")]
    [InlineData(nameof(Connection.Hangs), "tampering")]
    [InlineData(nameof(Connection.Hangs), "test")]
    [InlineData(nameof(Connection.LosesAnswers), "tampering")]
    [InlineData(nameof(Connection.LosesAnswers), "test")]
    public async Task People_are_told_once_and_the_event_stays_due_until_it_is_recorded(string fault, string what)
    {
        await WarmUpAsync();
        _table.Connections = Enum.Parse<Connection>(fault);
        var envelope = Event(what);

        var first = await OnceAsync(envelope);

        first.Status.ShouldBe(HttpStatusCode.ServiceUnavailable, first.Body);
        first.RetryAfter.ShouldNotBeNull();
        (await HealthAsync()).ShouldBe("Degraded false");
        var second = await OnceAsync(envelope);
        second.Status.ShouldBe(HttpStatusCode.ServiceUnavailable, second.Body);
        Told().ShouldBe((1, 1));
        _sinks.Sns.Received[^1].Subject.ShouldContain("(repeat?)");
        _sinks.Workflow.Received[^1].Card.GetRawText().ShouldContain("Possible repeat");

        _table.Connections = Connection.Works;
        await DeliverAsync(envelope);

        Told().ShouldBe((1, 1));
        (await HealthAsync()).ShouldBe("Healthy true");
    }

    [Fact]
    public async Task A_table_that_stays_slow_is_written_to_all_the_same_and_nothing_repeats()
    {
        await WarmUpAsync();
        (_table.Delay, _table.Connections) = (TimeSpan.FromSeconds(0.9), Connection.IsSlow);
        var envelope = Event("root-create-access-key");

        await DeliverAsync(envelope);

        Told().ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_process_that_ends_before_it_could_write_loses_nothing()
    {
        await WarmUpAsync();
        _table.Connections = Connection.Hangs;
        var envelope = Event("root-create-access-key");
        await OnceAsync(envelope);
        await _bridge.DisposeAsync();
        _table.Connections = Connection.Works;
        _bridge = await StartBridgeAsync();

        await DeliverAsync(envelope);

        Told().ShouldBe((2, 2), "whether the other process told it, nobody knows");
        _sinks.Sns.Received.Count(message => !message.Subject.Contains("(repeat?)", StringComparison.Ordinal)).ShouldBe(3, "the warm-up, and whoever told it last");
    }

    [Fact]
    public async Task What_is_in_memory_is_written_without_anybody_asking()
    {
        await WarmUpAsync();
        _table.Connections = Connection.Hangs;
        var envelope = Event("root-create-access-key");
        await OnceAsync(envelope);

        _table.Connections = Connection.Works;

        await using var other = await StartBridgeAsync();
        await UntilAsync(async () => (await IncidentsAsync(other)).Contains(JsonNode.Parse(envelope)!["account"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        while (!await isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Cancellation);
        }
    }

    private static async Task<string> IncidentsAsync(TestBridge bridge)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("x-functions-key", TestBridge.Key);
        return await client.GetStringAsync(new Uri(bridge.EventsUrl, "incidents"), Cancellation);
    }

    private static byte[] Event(string what) =>
        what switch
        {
            "test" => Encoding.UTF8.GetBytes($$$"""{"version":"0","id":"1","detail-type":"RootWatch Test","source":"rootwatch","account":"111122223333","region":"us-east-1","detail":{"id":"{{{Guid.NewGuid()}}}"}}"""),
            "tampering" => OfAnotherAccount(TestBridge.Tampering()),
            _ => OfAnotherAccount(TestBridge.Event(what)),
        };

    // Each test with an account of its own, for all share a table.
    private static byte[] OfAnotherAccount(byte[] envelope)
    {
        var account = Random.Shared.NextInt64(100_000_000_000, 999_999_999_999).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(envelope).Replace("111122223333", account, StringComparison.Ordinal));
    }

    private Task<TestBridge> StartBridgeAsync()
    {
        var settings = TestBridge.Settings(_sinks);
        settings["Ledger:ConnectionString"] = azurite.ConnectionString.Replace($":{azurite.Port}/", $":{_table.Port}/", StringComparison.Ordinal);
        return TestBridge.StartAsync(settings, new Amazon.Runtime.BasicAWSCredentials("test", "test"), TestBridge.InRealTime);
    }

    // The first event of all makes the table, and waits for much to be compiled.
    private async Task WarmUpAsync()
    {
        await DeliverAsync(Event("root-create-access-key"));
        await DeliverAsync(Event("test"));
        _warm = (_sinks.Sns.Received.Count, _sinks.Workflow.Received.Count);
    }

    private (int Sns, int Teams) _warm;

    private (int Sns, int Teams) Told() => (_sinks.Sns.Received.Count - _warm.Sns, _sinks.Workflow.Received.Count - _warm.Teams);

    private Task<Attempt> OnceAsync(byte[] envelope) => _bridge.DeliverOnceAsync(envelope);

    private Task DeliverAsync(byte[] envelope) => UntilAsync(async () => (await OnceAsync(envelope)).IsSuccess);

    private async Task<string> HealthAsync()
    {
        using var client = new HttpClient();
        var health = await client.GetFromJsonAsync<JsonElement>(_bridge.HealthUrl, Cancellation);
        return $"{health.GetProperty("status").GetString()} {(health.GetProperty("ledger").GetProperty("isReachable").GetBoolean() ? "true" : "false")}";
    }
}
