using Azure;
using Azure.Data.Tables;

namespace RootWatch.Bridge.Storage.AzureTables;

/// <summary>Keeps the ledger in one Azure table, which it creates where there is none.</summary>
public sealed class AzureTableIncidentStore(TableClient table, TimeProvider time) : IIncidentStore
{
    private const string TableNotFound = "TableNotFound";

    // A store that is slower than this is as good as none: EventBridge waits for 5 s in all.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<StoredEntry?> FindAsync(string partition, string key, CancellationToken cancellationToken) =>
        await AskAsync(
            async patience =>
            {
                var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: patience);
                return found.HasValue ? EntryOf(found.Value!) : null;
            },
            cancellationToken);

    public Task<IReadOnlyList<StoredEntry>> QueryAsync(string partition, string keyPrefix, CancellationToken cancellationToken) =>
        AskAsync<IReadOnlyList<StoredEntry>>(
            async patience =>
            {
                // Keys are of printable ASCII, of which '~' is the last.
                var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {keyPrefix} and RowKey lt {keyPrefix + "~"}");
                List<StoredEntry> entries = [];
                await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: patience))
                {
                    entries.Add(EntryOf(entity));
                }

                return entries;
            },
            cancellationToken);

    public Task<IReadOnlyList<string>?> TryWriteAsync(string partition, IReadOnlyList<EntryChange> changes, CancellationToken cancellationToken) =>
        AskAsync<IReadOnlyList<string>?>(
            async patience =>
            {
                try
                {
                    var written = await table.SubmitTransactionAsync(changes.Select(change => ActionOf(partition, change)), patience);
                    return [.. written.Value.Select(answer => answer.Headers.ETag?.ToString() ?? string.Empty)];
                }
                catch (RequestFailedException refused) when (IsConflict(refused))
                {
                    return null;
                }
            },
            cancellationToken);

    public async Task<int> ForgetAsync(DateTimeOffset writtenBefore, CancellationToken cancellationToken)
    {
        try
        {
            var forgotten = 0;
            var filter = TableClient.CreateQueryFilter($"Timestamp lt {writtenBefore}");
            await foreach (var old in table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey", "Timestamp"], cancellationToken: cancellationToken))
            {
                try
                {
                    await table.DeleteEntityAsync(old.PartitionKey, old.RowKey, old.ETag, cancellationToken);
                    forgotten++;
                }
                catch (RequestFailedException refused) when (IsConflict(refused))
                {
                    // Somebody has just written it, so it is old no more.
                }
            }

            return forgotten;
        }
#pragma warning disable CA1031 // The boundary: see below.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            throw Unavailable(failure);
        }
    }

    private static StoredEntry EntryOf(TableEntity entity) => new(entity.RowKey, EntryContent.Read(entity), entity.ETag.ToString());

    private static TableTransactionAction ActionOf(string partition, EntryChange change)
    {
        var entity = new TableEntity(partition, change.Key);
        if (change.Content is { } content)
        {
            EntryContent.Write(entity, content);
        }

        var version = change.Version is null ? default : new ETag(change.Version);
        return change switch
        {
            { Content: null } => new TableTransactionAction(TableTransactionActionType.Delete, entity, version),
            { Version: null } => new TableTransactionAction(TableTransactionActionType.Add, entity),
            { Version: EntryChange.AnyVersion } => new TableTransactionAction(TableTransactionActionType.UpsertReplace, entity),
            _ => new TableTransactionAction(TableTransactionActionType.UpdateReplace, entity, version),
        };
    }

    private static bool IsConflict(RequestFailedException refused) =>
        refused.Status is 409 or 412 || (refused.Status == 404 && refused.ErrorCode != TableNotFound);

    private static StoreUnavailableException Unavailable(Exception failure) =>
        new(
            failure switch
            {
                RequestFailedException { Status: > 0 } refused => $"the table answered {refused.Status} {refused.ErrorCode}".TrimEnd(),
                OperationCanceledException or TimeoutException => "the table does not answer in time",
                AggregateException { InnerExceptions: [.., OperationCanceledException] } => "the table does not answer in time",
                RequestFailedException or AggregateException => "no connection to the table",
                _ => $"the table's answer cannot be read: {failure.GetType().Name}",
            },
            failure);

    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var ended = new CancellationTokenSource(Patience, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ended.Token);
        try
        {
            return await AskOnceAsync(ask, patience.Token).WaitAsync(patience.Token);
        }
#pragma warning disable CA1031 // The boundary: the SDK throws this or that, depending on what gave up first, and all of it means the same.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            throw Unavailable(failure);
        }
    }

    private async Task<T> AskOnceAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken patience)
    {
        try
        {
            return await ask(patience);
        }
        catch (RequestFailedException refused) when (refused.ErrorCode == TableNotFound)
        {
            await table.CreateIfNotExistsAsync(patience);
            return await ask(patience);
        }
    }
}
