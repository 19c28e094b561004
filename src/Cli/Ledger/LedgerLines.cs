using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace RootWatch.Cli.Ledger;

/// <summary>Reads a file line by line, and never more of it than one line may have.</summary>
internal static class LedgerLines
{
    /// <summary>Each line without its end, with its number.</summary>
    /// <exception cref="LedgerFileException">A line is longer than any of an export, or has no end.</exception>
    public static async IAsyncEnumerable<(long Number, byte[] Line)> ReadAsync(Stream file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(file, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        var number = 1L;
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(cancellationToken);
                var rest = read.Buffer;
                while (rest.PositionOf((byte)'\n') is { } end)
                {
                    yield return (number++, rest.Slice(0, end).ToArray());
                    rest = rest.Slice(rest.GetPosition(1, end));
                }

                if (rest.Length > LedgerFormat.LongestLine)
                {
                    throw new LedgerFileException(number, "the line is longer than any of an export.");
                }

                if (read.IsCompleted)
                {
                    if (!rest.IsEmpty)
                    {
                        throw new LedgerFileException(number, "the file is cut here. Export again.");
                    }

                    yield break;
                }

                reader.AdvanceTo(rest.Start, rest.End);
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }
}
