using System.Globalization;
using System.IO.Compression;
using System.Text;
using Azure.Data.Tables;

namespace RootWatch.Bridge.Storage.AzureTables;

/// <summary>
/// An entry's content in a row's properties: readable JSON in <c>Content</c> where that is short, else compressed
/// in <c>Content0</c>, <c>Content1</c> …, for a property holds at most 64 KiB and a row 1 MiB.
/// </summary>
internal static class EntryContent
{
    private const string Name = "Content";
    private const int LongestText = 30_000;
    private const int LongestPart = 64 * 1024;

    public static void Write(TableEntity entity, ReadOnlyMemory<byte> content)
    {
        if (content.Length <= LongestText)
        {
            entity[Name] = Encoding.UTF8.GetString(content.Span);
            return;
        }

        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            brotli.Write(content.Span);
        }

        foreach (var (index, part) in compressed.ToArray().Chunk(LongestPart).Index())
        {
            entity[PartName(index)] = part;
        }
    }

    public static ReadOnlyMemory<byte> Read(TableEntity entity)
    {
        if (entity.GetString(Name) is { } text)
        {
            return Encoding.UTF8.GetBytes(text);
        }

        using var compressed = new MemoryStream();
        for (var index = 0; entity.GetBinary(PartName(index)) is { } part; index++)
        {
            compressed.Write(part);
        }

        compressed.Position = 0;
        using var content = new MemoryStream();
        using var brotli = new BrotliStream(compressed, CompressionMode.Decompress);
        brotli.CopyTo(content);
        return content.ToArray();
    }

    private static string PartName(int index) => Name + index.ToString(CultureInfo.InvariantCulture);
}
