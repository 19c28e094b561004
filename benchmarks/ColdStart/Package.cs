using System.Diagnostics;
using System.IO.Compression;

namespace RootWatch.ColdStart;

/// <summary>What is published, and how large it is.</summary>
internal static class Package
{
    private const string Graph = "Microsoft.Graph.dll";

    public static async Task PublishAsync(string project, string folder, IEnumerable<string> properties, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet",
            // Each builds apart: what a composite build leaves behind breaks the next build that is none.
            ["publish", Repository.PathOf(project), "-c", "Release", "--artifacts-path", folder + ".build", "--output", folder, "--nologo", "-v:quiet", .. properties])
        { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = await publish.StandardOutput.ReadToEndAsync(cancellationToken);
        await publish.WaitForExitAsync(cancellationToken);
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException(output);
        }
    }

    /// <summary>The bytes of all files zipped, without Microsoft.Graph's own assembly.</summary>
    public static long ZippedWithoutGraph(string folder)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != Graph))
            {
                zip.CreateEntryFromFile(file, Path.GetRelativePath(folder, file), CompressionLevel.Optimal);
            }
        }

        return bytes.Length;
    }
}
