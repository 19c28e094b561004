using System.Buffers.Binary;
using System.IO.Compression;

namespace RootWatch.Cli.Deploy.Package;

/// <summary>A folder as a zip whose bytes depend on the names and contents of its files alone: not on their order, times and modes, nor on the system.</summary>
internal static class ReproducibleZip
{
    private const int EndLength = 22;
    private const int EntryLength = 46;
    private const byte Unix = 3;
    private const int Plain = 0x81A4 << 16; // A file, rw-r--r--.
    private const int Executable = 0x81ED << 16; // A file, rwxr-xr-x.

    /// <summary>The first day that a zip can name.</summary>
    private static readonly DateTimeOffset Time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes all files of the folder, hidden ones included. Folders without a file, and links to folders that are gone, leave no trace.</summary>
    public static void Write(string folder, Stream zip)
    {
        // A stream that cannot go back would get other headers.
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, file) in Files(folder))
            {
                Add(archive, name, file);
            }
        }

        SayUnix(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        buffer.Position = 0;
        buffer.CopyTo(zip);
    }

    private static IEnumerable<(string Name, string File)> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'), File: file))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal);

    private static void Add(ZipArchive archive, string name, string file)
    {
        var content = File.ReadAllBytes(file);
        var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Time;
        entry.ExternalAttributes = IsProgram(content) ? Executable : Plain;
        using var stream = entry.Open();
        stream.Write(content);
    }

    // Windows keeps no such mode, so the content says: a Linux binary, or a script.
    private static bool IsProgram(ReadOnlySpan<byte> content) => content.StartsWith("\u007fELF"u8) || content.StartsWith("#!"u8);

    // Modes count where the central directory says that a Unix wrote them; on Windows ZipArchive says Windows.
    private static void SayUnix(Span<byte> zip)
    {
        var end = zip[^EndLength..];
        var entries = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        var place = (int)BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        for (var count = 0; count < entries; count++)
        {
            var entry = zip[place..];
            entry[5] = Unix;
            place += EntryLength + BinaryPrimitives.ReadUInt16LittleEndian(entry[28..]) + BinaryPrimitives.ReadUInt16LittleEndian(entry[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);
        }
    }
}
