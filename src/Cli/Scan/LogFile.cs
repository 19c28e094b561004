using System.IO.Compression;

namespace RootWatch.Cli.Scan;

/// <summary>A file of events, plain or gzipped.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Path">Where it is.</param>
internal sealed record LogFile(string Name, string Path)
{
    public long Length => new FileInfo(Path).Length;

    public Stream Open()
    {
        var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        var isGzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
