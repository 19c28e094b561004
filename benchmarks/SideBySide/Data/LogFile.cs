using System.IO.Compression;

namespace RootWatch.SideBySide.Data;

/// <summary>Writes a CloudTrail log file as CloudTrail delivers it.</summary>
internal static class LogFile
{
    public static void Write(string path, IEnumerable<byte[]> records)
    {
        using var file = new GZipStream(File.Create(path), CompressionLevel.Optimal);
        file.Write("{\"Records\":["u8);
        var first = true;
        foreach (var record in records)
        {
            if (!first)
            {
                file.WriteByte((byte)',');
            }

            file.Write(record);
            first = false;
        }

        file.Write("]}"u8);
    }
}
