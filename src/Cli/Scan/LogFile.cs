using System.IO.Compression;

namespace RootWatch.Cli.Scan;

/// <summary>A file of events, plain or gzipped.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Path">Where it is.</param>
internal sealed record LogFile(string Name, string Path)
{
    private const int MostLayers = 3;

    private int? _layers;

    public long Length => new FileInfo(Path).Length;

    public Stream Open()
    {
        if (_layers is not { } layers)
        {
            for (layers = 0; layers < MostLayers && IsPacked(layers);)
            {
                layers++;
            }

            _layers = layers;
        }

        return Open(layers);
    }

    // Firehose packs what CloudWatch Logs has packed already.
    private bool IsPacked(int layers)
    {
        using var stream = Open(layers);
        Span<byte> start = stackalloc byte[2];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start is [0x1f, 0x8b];
    }

    private Stream Open(int layers)
    {
        Stream stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        for (var layer = 0; layer < layers; layer++)
        {
            stream = new GZipStream(stream, CompressionMode.Decompress);
        }

        return stream;
    }
}
