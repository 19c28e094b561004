using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using RootWatch.Bridge.Storage;

namespace RootWatch.EndToEnd.Tests;

/// <summary>Sweeps that no heartbeat sets off.</summary>
public sealed class SweepTimerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 20, 0, 0, TimeSpan.Zero));
    private readonly LinesLogged _log = new();
    private BrokenStore _store = null!;
    private RecordingSinks _sinks = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = new BrokenStore(_time);
        _sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);
    }

    public async ValueTask DisposeAsync() => await _sinks.DisposeAsync();

    [Fact]
    public async Task A_message_that_stayed_due_is_sent_though_no_heartbeat_comes()
    {
        await using var bridge = await StartAsync(isDisabled: "false");
        await LeaveOneDueAsync(bridge);

        _time.Advance(TimeSpan.FromMinutes(1));

        await _sinks.Workflow.WaitForAsync(1, Cancellation).WaitAsync(Patience, TimeProvider.System, Cancellation);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("1")]
    public async Task Whoever_switches_the_function_off_as_in_Azure_sweeps_by_heartbeats_alone(string isDisabled)
    {
        await using var bridge = await StartAsync(isDisabled);
        await LeaveOneDueAsync(bridge);

        _time.Advance(TimeSpan.FromMinutes(10));
        await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, Cancellation);

        _sinks.Workflow.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task While_the_ledger_is_out_of_reach_the_timer_goes_on_and_a_later_sweep_sends_what_is_due()
    {
        await using var bridge = await StartAsync(isDisabled: "false");
        await LeaveOneDueAsync(bridge);
        _store.IsBroken = true;
        _time.Advance(TimeSpan.FromMinutes(1));
        await UntilAsync(() => _log.Lines.Any(line => line.Contains("The sweep ended early", StringComparison.Ordinal)));
        _store.IsBroken = false;

        await UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            return _sinks.Workflow.Received.Count > 0;
        });
    }

    [Fact]
    public async Task When_nothing_comes_from_anywhere_the_bridge_says_so_itself_once()
    {
        await using var bridge = await StartAsync(isDisabled: "false");
        await bridge.DeliverOnceAsync("""{"id":"1","detail-type":"RootWatch Heartbeat","source":"rootwatch","account":"111122223333","region":"us-east-1","detail":{}}"""u8.ToArray());

        foreach (var _ in Enumerable.Range(0, 40))
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await SweptAsync();
        }

        _sinks.Sns.Received.ShouldHaveSingleItem().Message.ShouldContain("No heartbeat has arrived from anywhere since 2026-11-22 20:00 UTC");
        _sinks.Workflow.Received.ShouldHaveSingleItem();
    }

    // The timer passes over a minute that comes while its last run is about to end.
    private async Task SweptAsync()
    {
        for (var waits = 1; !await _store.IsSweptAsync(_time.GetUtcNow(), Cancellation); waits++)
        {
            waits.ShouldBeLessThan(10_000);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
            if (waits % 200 == 0 && !await _store.IsSendingAsync(Cancellation))
            {
                _time.Advance(TimeSpan.FromMinutes(1));
            }
        }
    }

    private Task<TestBridge> StartAsync(string isDisabled)
    {
        var settings = TestBridge.Settings(_sinks);
        settings["AzureWebJobs.SweepLedger.Disabled"] = isDisabled;
        return TestBridge.StartAsync(settings, new BasicAWSCredentials("test", "test"), services => services
            .AddSingleton<TimeProvider>(_time)
            .AddSingleton<IIncidentStore>(_store)
            .AddLogging(logging => logging.AddProvider(_log)));
    }

    private async Task LeaveOneDueAsync(TestBridge bridge)
    {
        _sinks.Workflow.Faults.Enqueue([new Fault.Status(503, RetryAfter: "600")]);
        (await bridge.DeliverOnceAsync(TestBridge.Event("root-create-access-key"))).IsSuccess.ShouldBeFalse();
        _sinks.Workflow.Received.ShouldBeEmpty();
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var end = new CancellationTokenSource(Patience, TimeProvider.System);
        while (!isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, end.Token);
        }
    }
}
