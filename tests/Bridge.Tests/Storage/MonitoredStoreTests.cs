using System.Diagnostics.Metrics;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Tests.Storage;

public sealed class MonitoredStoreTests
{
    [Fact]
    public async Task Health_and_metrics_say_at_once_whether_the_ledger_answers()
    {
        var time = new FakeTimeProvider(TestData.Morning);
        List<int> measured = [];
        using var listener = new MeterListener();
        var metrics = TestData.Metrics(meters => listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Name is "rootwatch.ledger.reachable" && instrument.Meter.Scope == meters)
            {
                listening.EnableMeasurementEvents(instrument);
            }
        });
        listener.SetMeasurementEventCallback<int>((_, value, _, _) => measured.Add(value));
        listener.Start();
        var monitor = new LedgerMonitor(metrics, time);
        var inner = new FailingStore(time);
        var store = new MonitoredStore(inner, monitor);

        await store.FindAsync("p", "a", TestContext.Current.CancellationToken);
        monitor.Health.IsReachable.ShouldBe(true);

        inner.Problem = "the table does not answer in time";
        await Should.ThrowAsync<StoreUnavailableException>(() => store.QueryAsync("p", "a", TestContext.Current.CancellationToken));
        monitor.Health.ShouldBe(new LedgerHealth(IsReachable: false, TestData.Morning, "the table does not answer in time"));

        inner.Problem = null;
        await store.TryWriteAsync("p", [EntryChange.Insert("a", "1"u8.ToArray())], TestContext.Current.CancellationToken);
        monitor.Health.IsReachable.ShouldBe(true);
        monitor.Health.Problem.ShouldBeNull();
        measured.ShouldBe([1, 0, 1]);
    }

    private sealed class FailingStore(TimeProvider time) : IIncidentStore
    {
        private readonly InMemoryIncidentStore _store = new(time);

        public string? Problem { get; set; }

        public async Task<StoredEntry?> FindAsync(string partition, string key, CancellationToken cancellationToken) => await Ask().FindAsync(partition, key, cancellationToken);

        public async Task<IReadOnlyList<StoredEntry>> QueryAsync(string partition, string keyPrefix, CancellationToken cancellationToken) => await Ask().QueryAsync(partition, keyPrefix, cancellationToken);

        public async Task<IReadOnlyList<string>?> TryWriteAsync(string partition, IReadOnlyList<EntryChange> changes, CancellationToken cancellationToken) => await Ask().TryWriteAsync(partition, changes, cancellationToken);

        public async Task<int> ForgetAsync(DateTimeOffset writtenBefore, CancellationToken cancellationToken) => await Ask().ForgetAsync(writtenBefore, cancellationToken);

        private InMemoryIncidentStore Ask() => Problem is null ? _store : throw new StoreUnavailableException(Problem);
    }
}
