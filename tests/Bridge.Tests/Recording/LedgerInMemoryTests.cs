using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Tests.Recording;

public sealed class LedgerInMemoryTests : LedgerContract
{
    internal override IIncidentStore Store { get; } = new InMemoryIncidentStore(TimeProvider.System);

    [Fact]
    public async Task Whose_turn_does_not_come_in_time_has_done_nothing()
    {
        var store = new WaitingStore();
        var ledger = new TestLedger(store, TimeProvider.System, "sns").Ledger;
        using var patience = new CancellationTokenSource();
        var first = ledger.RecordAsync(TestData.Record("first"), "{}", TestData.Morning, TestContext.Current.CancellationToken);
        await store.Asked.Task;

        var second = ledger.RecordAsync(TestData.Record("second"), "{}", TestData.Morning, patience.Token);
        await patience.CancelAsync();

        await Should.ThrowAsync<LedgerBusyException>(() => second);
        store.Answer.SetResult();
        (await first).NewsOf.ShouldNotBeEmpty();
        (await ledger.AccountAsync("111122223333", TestContext.Current.CancellationToken)).History.Observations.ShouldHaveSingleItem();
    }

    /// <summary>Answers when it is told to.</summary>
    private sealed class WaitingStore : IIncidentStore
    {
        private readonly InMemoryIncidentStore _store = new(TimeProvider.System);

        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<StoredEntry?> FindAsync(string partition, string key, CancellationToken cancellationToken)
        {
            Asked.TrySetResult();
            await Answer.Task;
            return await _store.FindAsync(partition, key, cancellationToken);
        }

        public Task<IReadOnlyList<StoredEntry>> QueryAsync(string partition, string keyPrefix, CancellationToken cancellationToken) => _store.QueryAsync(partition, keyPrefix, cancellationToken);

        public Task<IReadOnlyList<string>?> TryWriteAsync(string partition, IReadOnlyList<EntryChange> changes, CancellationToken cancellationToken) => _store.TryWriteAsync(partition, changes, cancellationToken);

        public Task<int> ForgetAsync(DateTimeOffset writtenBefore, CancellationToken cancellationToken) => _store.ForgetAsync(writtenBefore, cancellationToken);
    }
}
