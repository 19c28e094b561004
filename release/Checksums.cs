using System.Security.Cryptography;

namespace RootWatch.Release;

/// <summary>A file that "sha256sum --check" understands.</summary>
internal static class Checksums
{
    public const string FileName = "SHA256SUMS";

    /// <summary>Writes the sum of every file in the folder, by name.</summary>
    public static void Write(string folder)
    {
        var path = Path.Combine(folder, FileName);
        File.Delete(path);
        File.WriteAllText(path, string.Concat(Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(static file => $"{Sum(file)}  {Path.GetFileName(file)}\n")));
    }

    private static string Sum(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
