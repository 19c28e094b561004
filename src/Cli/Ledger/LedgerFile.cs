using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure.Data.Tables;

namespace RootWatch.Cli.Ledger;

/// <summary>An exported ledger that can be read more than once.</summary>
internal sealed class LedgerFile(Stream file)
{
    /// <summary>Reads all of it, and keeps nothing.</summary>
    /// <returns>How many entities it holds.</returns>
    /// <exception cref="LedgerFileException">It is no whole export.</exception>
    public async Task<long> CheckAsync(CancellationToken cancellationToken)
    {
        var count = 0L;
        await foreach (var _ in EntitiesAsync(cancellationToken))
        {
            count++;
        }

        return count;
    }

    /// <summary>The entities, with how long their lines are.</summary>
    /// <exception cref="LedgerFileException">It is no whole export. What came before may be part of one that was cut.</exception>
    public async IAsyncEnumerable<(TableEntity Entity, int Length)> EntitiesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        file.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        (long Number, long Entities, string Hash)? last = null;
        var count = 0L;
        var lines = 0L;
        await foreach (var (number, line) in LedgerLines.ReadAsync(file, cancellationToken))
        {
            lines = number;
            if (last is not null)
            {
                throw new LedgerFileException(number, "something stands after the export's last line.");
            }

            if (number == 1)
            {
                LedgerFormat.CheckFirstLine(line);
            }
            else if (LedgerFormat.LastLineOf(line, number) is { } said)
            {
                last = (number, said.Entities, said.Hash);
                continue;
            }
            else
            {
                yield return (LedgerFormat.EntityOf(line, number), line.Length);
                count++;
            }

            hash.AppendData(line);
            hash.AppendData("\n"u8);
        }

        CheckEnd(last, lines, count, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static void CheckEnd((long Number, long Entities, string Hash)? last, long lines, long count, string hash)
    {
        if (last is not { } end)
        {
            throw new LedgerFileException(lines + 1, "the file is cut here: the last line of an export, with its count, is missing. Export again.");
        }

        if (end.Entities != count)
        {
            throw new LedgerFileException(end.Number, $"the export had {end.Entities} entities, and the file has {count}.");
        }

        if (!end.Hash.Equals(hash, StringComparison.OrdinalIgnoreCase))
        {
            throw new LedgerFileException(end.Number, "the checksum does not fit: the file was changed after the export.");
        }
    }
}
