using System.Net;
using System.Net.Sockets;
using Azure.Data.Tables;
using RootWatch.Bridge.Storage;
using RootWatch.Bridge.Storage.AzureTables;

namespace RootWatch.Bridge.Tests.Storage;

public sealed class AzureTableIncidentStoreTests(AzuriteFixture azurite) : IncidentStoreContract, IClassFixture<AzuriteFixture>
{
    private readonly TableClient _table = azurite.Table();

    internal override IIncidentStore Store => AzuriteFixture.Store(_table);

    [Fact]
    public async Task What_was_written_before_a_time_is_forgotten()
    {
        await Store.TryWriteAsync("p", [EntryChange.Insert("a", "1"u8.ToArray()), EntryChange.Insert("b", "1"u8.ToArray())], TestContext.Current.CancellationToken);

        (await Store.ForgetAsync(TestData.Morning.AddYears(-10), TestContext.Current.CancellationToken)).ShouldBe(0);
        (await Store.ForgetAsync(TestData.Morning.AddYears(+10), TestContext.Current.CancellationToken)).ShouldBe(2);

        (await Store.QueryAsync("p", string.Empty, TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_table_that_does_not_answer_is_unavailable_and_says_nothing_secret()
    {
        var options = new LedgerOptions { ConnectionString = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=c2VjcmV0;TableEndpoint=http://127.0.0.1:1/a;" };
        var store = new AzureTableIncidentStore(options.Table(managedIdentity: null!), TimeProvider.System);

        var failure = await Should.ThrowAsync<StoreUnavailableException>(() => store.FindAsync("p", "a", TestContext.Current.CancellationToken));

        failure.Message.ShouldNotContain("c2VjcmV0");
        await Should.ThrowAsync<StoreUnavailableException>(() => store.TryWriteAsync("p", [EntryChange.Insert("a", "1"u8.ToArray())], TestContext.Current.CancellationToken));
        await Should.ThrowAsync<StoreUnavailableException>(() => store.QueryAsync("p", "a", TestContext.Current.CancellationToken));
        await Should.ThrowAsync<StoreUnavailableException>(() => store.ForgetAsync(TestData.Morning, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_table_that_hangs_is_unavailable_whoever_gives_up_first(bool callerIsFirst)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var options = new LedgerOptions { ConnectionString = $"DefaultEndpointsProtocol=http;AccountName=a;AccountKey=c2VjcmV0;TableEndpoint=http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/a;" };
        var store = new AzureTableIncidentStore(options.Table(managedIdentity: null!), TimeProvider.System);
        using var caller = new CancellationTokenSource(TimeSpan.FromSeconds(callerIsFirst ? 0.5 : 60), TimeProvider.System);

        Func<Task>[] calls =
        [
            () => store.FindAsync("p", "a", caller.Token),
            () => store.QueryAsync("p", "a", caller.Token),
            () => store.TryWriteAsync("p", [EntryChange.Insert("a", "1"u8.ToArray())], caller.Token),
        ];
        await Task.WhenAll(calls.Select(async call => (await Should.ThrowAsync<StoreUnavailableException>(call)).Message.ShouldBe("the table does not answer in time")));
    }

    [Fact]
    public async Task A_table_that_answers_with_something_else_is_unavailable_too()
    {
        await using var page = new RawServer(RawServer.Answer("200 OK", "<html>Sign in</html>"), RawServer.After.Close);
        var options = new LedgerOptions { ConnectionString = $"DefaultEndpointsProtocol=http;AccountName=a;AccountKey=c2VjcmV0;TableEndpoint=http://127.0.0.1:{page.Url.Port}/a;" };
        var store = new AzureTableIncidentStore(options.Table(managedIdentity: null!), TimeProvider.System);

        await Should.ThrowAsync<StoreUnavailableException>(() => store.FindAsync("p", "a", TestContext.Current.CancellationToken));
        await Should.ThrowAsync<StoreUnavailableException>(() => store.QueryAsync("p", "a", TestContext.Current.CancellationToken));
        await Should.ThrowAsync<StoreUnavailableException>(() => store.TryWriteAsync("p", [EntryChange.Insert("a", "1"u8.ToArray())], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Short_contents_can_be_read_in_the_storage_explorer()
    {
        await Store.TryWriteAsync("p", [EntryChange.Insert("a", """{"is":"readable"}"""u8.ToArray())], TestContext.Current.CancellationToken);

        (await _table.GetEntityAsync<TableEntity>("p", "a", cancellationToken: TestContext.Current.CancellationToken)).Value.GetString("Content").ShouldBe("""{"is":"readable"}""");
    }
}
