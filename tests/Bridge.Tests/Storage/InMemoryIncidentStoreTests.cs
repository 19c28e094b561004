using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Tests.Storage;

public sealed class InMemoryIncidentStoreTests : IncidentStoreContract
{
    private readonly FakeTimeProvider _time = new(TestData.Morning);

    public InMemoryIncidentStoreTests() => Store = new InMemoryIncidentStore(_time);

    internal override IIncidentStore Store { get; }

    [Fact]
    public async Task What_was_written_before_a_time_is_forgotten()
    {
        await Store.TryWriteAsync("p", [EntryChange.Insert("old", "1"u8.ToArray())], TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromDays(400));
        await Store.TryWriteAsync("p", [EntryChange.Insert("new", "1"u8.ToArray())], TestContext.Current.CancellationToken);

        (await Store.ForgetAsync(_time.GetUtcNow() - TimeSpan.FromDays(399), TestContext.Current.CancellationToken)).ShouldBe(1);

        (await Store.QueryAsync("p", string.Empty, TestContext.Current.CancellationToken)).ShouldHaveSingleItem().Key.ShouldBe("new");
    }
}
