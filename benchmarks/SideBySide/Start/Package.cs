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
            // The analyzers look at it whenever the solution is built.
            ["publish", Repository.PathOf(variant.Project), "-c", "Release", "--output", variant.Folder, "--nologo", "-v:quiet", "-p:RunAnalyzers=false", .. variant.Properties])
        { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = await publish.StandardOutput.ReadToEndAsync(cancellationToken);
        await publish.WaitForExitAsync(cancellationToken);
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException(output);
        }
    }
}
