using Azure;
using Azure.Data.Tables;

namespace RootWatch.Cli.Ledger;

/// <summary>Writes the entities of an export into a table.</summary>
internal sealed class LedgerImport(TableClient table, ImportMode mode)
{
    private const int Attempts = 5;

    /// <summary>Whether the table holds something already. It is made where there is none.</summary>
    public async Task<bool> IsFilledAsync(CancellationToken cancellationToken)
    {
        await table.CreateIfNotExistsAsync(cancellationToken);
        await foreach (var _ in table.QueryAsync<TableEntity>(maxPerPage: 1, select: ["PartitionKey"], cancellationToken: cancellationToken))
        {
            return true;
        }

        return false;
    }

    /// <returns>How many entities were written; those that were left as they are do not count.</returns>
    public async Task<long> RunAsync(LedgerFile file, CancellationToken cancellationToken)
    {
        var written = 0L;
        await foreach (var batch in file.EntitiesAsync(cancellationToken).BatchedAsync(cancellationToken))
        {
            written += mode == ImportMode.Overwrite ? await ReplaceAsync(batch, cancellationToken) : await AddAsync(batch, cancellationToken);
        }

        return written;
    }

    private async Task<int> ReplaceAsync(IReadOnlyList<TableEntity> batch, CancellationToken cancellationToken)
    {
        await table.SubmitTransactionAsync(batch.Select(static entity => new TableTransactionAction(TableTransactionActionType.UpsertReplace, entity)), cancellationToken);
        return batch.Count;
    }

    // An earlier run that was interrupted, or a bridge, may have written some of them.
    private async Task<int> AddAsync(IReadOnlyList<TableEntity> batch, CancellationToken cancellationToken)
    {
        var missing = batch;
        for (var attempt = 1; missing.Count > 0; attempt++)
        {
            try
            {
                await table.SubmitTransactionAsync(missing.Select(static entity => new TableTransactionAction(TableTransactionActionType.Add, entity)), cancellationToken);
                return missing.Count;
            }
            catch (RequestFailedException conflict) when (conflict.Status == 409 && attempt < Attempts)
            {
                missing = await MissingAsync(batch, cancellationToken);
            }
        }

        return 0;
    }

    private async Task<IReadOnlyList<TableEntity>> MissingAsync(IReadOnlyList<TableEntity> batch, CancellationToken cancellationToken)
    {
        var rows = batch.Select(static entity => entity.RowKey).Order(StringComparer.Ordinal).ToList();
        var (partition, first, last) = (batch[0].PartitionKey, rows[0], rows[^1]);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey le {last}");
        var wanted = rows.ToHashSet(StringComparer.Ordinal);
        await foreach (var there in table.QueryAsync<TableEntity>(filter, select: ["RowKey"], cancellationToken: cancellationToken))
        {
            wanted.Remove(there.RowKey);
        }

        return [.. batch.Where(entity => wanted.Contains(entity.RowKey))];
    }
}
