using System.Runtime.CompilerServices;
using Azure.Data.Tables;

namespace RootWatch.Cli.Ledger;

/// <summary>Puts entities together that one transaction takes: of one partition, at most 100, within 4 MiB, and none twice.</summary>
internal static class EntityBatches
{
    private const int Most = 100;
    private const int Largest = 3 * 1024 * 1024;

    // What a transaction says beside the entity.
    private const int Around = 1024;

    public static async IAsyncEnumerable<IReadOnlyList<TableEntity>> BatchedAsync(
        this IAsyncEnumerable<(TableEntity Entity, int Length)> entities, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<TableEntity> batch = [];
        HashSet<string> rows = new(StringComparer.Ordinal);
        var size = 0;
        await foreach (var (entity, length) in entities.WithCancellation(cancellationToken))
        {
            if (batch.Count > 0 && (batch.Count == Most || size + length > Largest || batch[0].PartitionKey != entity.PartitionKey || rows.Contains(entity.RowKey)))
            {
                yield return batch;
                (batch, size) = ([], 0);
                rows.Clear();
            }

            batch.Add(entity);
            rows.Add(entity.RowKey);
            size += length + Around;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
