using System.IO.Compression;

namespace RootWatch.Cli.Scan;

/// <summary>A file of events, plain or gzipped, or standard input.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Path">Where it is; null for standard input.</param>
internal sealed record LogFile(string Name, string? Path)
{
    private const int MostLayers = 3;

    /// <summary>How long it is as it lies there; 0 where nobody knows before it is read.</summary>
    public long Length => Path is null ? 0 : new FileInfo(Path).Length;

    /// <summary>Opens it once, unpacked as often as it was packed: Firehose packs what CloudWatch Logs has packed already.</summary>
    /// <param name="read">Takes how many bytes were read of it, as it lies there.</param>
    /// <returns>What it holds, and whether that is unpacked as it is read.</returns>
    public (Stream Stream, bool IsPacked) Open(Action<int> read)
    {
        var stream = new PeekedStream(
            Path is null ? Console.OpenStandardInput() : new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan), read);
        try
        {
            var layers = 0;
            while (layers < MostLayers && stream.IsGzip())
            {
                stream = new PeekedStream(new GZipStream(stream, CompressionMode.Decompress), static _ => { });
                layers++;
            }

            return (stream, layers > 0);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }
}
