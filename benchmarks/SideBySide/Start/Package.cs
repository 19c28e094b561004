using System.Diagnostics;

namespace RootWatch.SideBySide.Start;

/// <summary>A published function app.</summary>
internal static class Package
{
    public static async Task PublishAsync(Variant variant, CancellationToken cancellationToken)
    {
        if (Directory.Exists(variant.Folder))
        {
            Directory.Delete(variant.Folder, recursive: true);
        }

        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet",
            // Each builds apart: one that is not compiled beforehand must not leave anything to one that is.
            ["publish", Repository.PathOf(variant.Project), "-c", "Release", "--artifacts-path", variant.Folder + ".build", "--output", variant.Folder, "--nologo", "-v:quiet", .. variant.Properties])
        { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = await publish.StandardOutput.ReadToEndAsync(cancellationToken);
        await publish.WaitForExitAsync(cancellationToken);
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException(output);
        }
    }
}
