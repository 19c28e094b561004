using System.Security.Cryptography;
using Azure.Data.Tables;

namespace RootWatch.Cli.Ledger;

/// <summary>Writes a table's entities as JSON Lines, in the order of their keys.</summary>
internal static class LedgerExport
{
    /// <returns>How many there were.</returns>
    /// <exception cref="Azure.RequestFailedException">The table refuses, or is not there.</exception>
    public static async Task<long> RunAsync(TableClient table, Stream to, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await WriteAsync(LedgerFormat.FirstLine(table.Name));
        var count = 0L;
        await foreach (var entity in table.QueryAsync<TableEntity>(cancellationToken: cancellationToken))
        {
            await WriteAsync(LedgerFormat.EntityLine(entity));
            count++;
        }

        await to.WriteAsync(LedgerFormat.LastLine(count, hash.GetHashAndReset()), cancellationToken);
        await to.FlushAsync(cancellationToken);
        return count;

        ValueTask WriteAsync(byte[] line)
        {
            hash.AppendData(line);
            return to.WriteAsync(line, cancellationToken);
        }
    }
}
