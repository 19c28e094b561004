using System.Text;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RootWatch.Bridge.Storage;

namespace RootWatch.EndToEnd.Tests;

/// <summary>What each kind of event asks of the store, exactly; what is written in one list waits for nothing else in it.</summary>
public sealed class StoreCallTests : IAsyncLifetime
{
    private const string Account = "111122223333";

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly NotingStore _store;
    private RecordingSinks _sinks = null!;
    private TestBridge _bridge = null!;

    public StoreCallTests() => _store = new NotingStore(_time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);
        _bridge = await TestBridge.StartAsync(
            TestBridge.Settings(_sinks), new BasicAWSCredentials("test", "test"), services => services.AddSingleton<TimeProvider>(_time).AddSingleton<IIncidentStore>(_store));
    }

    public async ValueTask DisposeAsync()
    {
        await _bridge.DisposeAsync();
        await _sinks.DisposeAsync();
    }

    [Fact]
    public Task The_first_event_of_a_process_asks_ten_times() =>
        ShouldAskAsync(
            TestBridge.Event("root-create-access-key"),
            [$"find {Account} account", $"find {Account} event", "query system expectation"],
            [$"write accounts {Account}", $"write all-accounts {Account}"],
            [$"write {Account} account event incident delivery delivery"],
            ["find system outage|sns", "find system outage|teams", $"write {Account} delivery", $"write {Account} delivery"]);

    [Fact]
    public async Task A_redelivery_asks_three_times_and_writes_nothing()
    {
        var delivered = TestBridge.Event("root-create-access-key");
        await DeliverAsync(delivered, 10);

        await ShouldAskAsync(delivered, [$"find {Account} account", $"find {Account} event"], [$"query {Account} delivery"]);
    }

    [Fact]
    public async Task A_second_event_that_is_no_news_takes_one_write()
    {
        await DeliverAsync(TestBridge.Event("root-create-access-key"), 10);

        await ShouldAskAsync(TestBridge.Event("root-create-access-key"), [$"write {Account} account event incident"]);
    }

    [Fact]
    public async Task A_redelivery_of_what_was_no_news_asks_twice()
    {
        await DeliverAsync(TestBridge.Event("root-create-access-key"), 10);
        var noNews = TestBridge.Event("root-create-access-key");
        await DeliverAsync(noNews, 1);

        await ShouldAskAsync(noNews, [$"find {Account} account", $"find {Account} event"]);
    }

    [Fact]
    public async Task The_first_event_of_another_account_does_not_ask_again_for_what_is_common_to_all()
    {
        await DeliverAsync(TestBridge.Event("root-create-access-key"), 10);
        var other = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(TestBridge.Event("root-create-access-key")).Replace(Account, "444455556666", StringComparison.Ordinal));

        await ShouldAskAsync(
            other,
            ["find 444455556666 account", "find 444455556666 event"],
            ["write accounts 444455556666", "write all-accounts 444455556666"],
            ["write 444455556666 account event incident delivery delivery"],
            ["write 444455556666 delivery", "write 444455556666 delivery"]);
    }

    [Fact]
    public Task Tampering_asks_five_times() =>
        ShouldAskAsync(
            TestBridge.Tampering(),
            ["write system delivery delivery"],
            ["find system outage|sns", "find system outage|teams", "write system delivery", "write system delivery"]);

    [Theory]
    [InlineData("IAMUser", "DescribeInstances")]
    [InlineData("AssumedRole", "RunInstances")]
    public Task What_is_not_root_asks_nothing(string type, string eventName) =>
        ShouldAskAsync(Encoding.UTF8.GetBytes(
            $$"""{"detail":{"userIdentity":{"type":"{{type}}","accountId":"{{Account}}"},"eventSource":"ec2.amazonaws.com","eventName":"{{eventName}}"},"detail-type":"AWS API Call via CloudTrail"}"""));

    [Fact]
    public Task What_the_bridge_does_not_know_asks_nothing() =>
        ShouldAskAsync("""{"id":"1","detail-type":"Something Else","detail":{}}"""u8.ToArray());

    [Fact]
    public Task A_body_that_is_no_event_asks_nothing() => ShouldAskAsync("not an event"u8.ToArray());

    [Fact]
    public async Task The_heartbeats_between_two_sweeps_ask_nothing_whether_their_spoke_is_known_or_not()
    {
        await SweepAsync("us-east-1");

        await ShouldAskAsync(Heartbeat("us-east-1"));
        await ShouldAskAsync(Heartbeat("eu-central-1"));
    }

    [Fact]
    public async Task A_heartbeat_that_sweeps_asks_once_for_each_thing_there_is_to_do()
    {
        await SweepAsync("us-east-1");
        _time.Advance(TimeSpan.FromSeconds(31));

        await ShouldAskAsync(
            Heartbeat("us-east-1"),
            ["query system outage|"],
            ["query spokes heard"],
            ["write spokes heard"],
            ["find system watch|heartbeats"],
            ["write system watch|heartbeats"],
            ["find system watch|cloudtrail"],
            ["write system watch|cloudtrail"],
            ["query accounts"],
            ["query system delivery"]);
    }

    // The first sweep also begins the week and forgets what is old.
    private Task SweepAsync(string region) => DeliverAsync(Heartbeat(region), 14);

    private static byte[] Heartbeat(string region) =>
        Encoding.UTF8.GetBytes($$"""{"detail-type":"RootWatch Heartbeat","detail":{},"account":"{{Account}}","region":"{{region}}"}""");

    private async Task DeliverAsync(byte[] envelope, int calls)
    {
        // A machine that is busy must not make EventBridge give up.
        await _bridge.DeliverOnceAsync(envelope, _time);
        _store.Calls().Count.ShouldBe(calls);
    }

    private async Task ShouldAskAsync(byte[] envelope, params string[][] calls)
    {
        (await _bridge.DeliverOnceAsync(envelope, _time)).Fault.ShouldBe(AttemptFault.None);

        _store.Calls().ShouldBe(calls.SelectMany(some => some).Order(StringComparer.Ordinal));
    }
}
