namespace RootWatch.Cli.Deploy.Programs;

/// <summary>Where a program is. On Linux and macOS the system finds it; on Windows the Azure CLI is a batch file.</summary>
internal static class ProgramLocation
{
    /// <summary>
    /// What to start, and the arguments that come first. Windows starts a batch file through cmd, which takes some characters
    /// of an argument for its own; the Azure CLI's batch file only starts the Python beside it, so that is started instead.
    /// </summary>
    public static (string File, IReadOnlyList<string> Arguments) Of(string program) =>
        OperatingSystem.IsWindows() && program is "az" ? OfAzureCli(Environment.GetEnvironmentVariable("PATH") ?? string.Empty, File.Exists) : (program, []);

    internal static (string File, IReadOnlyList<string> Arguments) OfAzureCli(string path, Func<string, bool> exists)
    {
        foreach (var folder in path.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var python = Path.Combine(folder, "..", "python.exe");
            if (exists(Path.Combine(folder, "az.cmd")) && exists(python))
            {
                return (python, ["-IBm", "azure.cli"]);
            }
        }

        throw new DeploymentException("The Azure CLI (az.cmd) is not in PATH: docs/deploy.md lists what deploying needs.");
    }
}
