using RootWatch.Cli.Deploy.Package;

namespace RootWatch.Release;

/// <summary>The files of a release: the function's package, the templates, what is in the package, and the sums of all.</summary>
internal static class ReleaseBuild
{
    private const string Function = "src/FunctionApp/RootWatch.FunctionApp.csproj";

    public static async Task RunAsync(ReleaseOptions options)
    {
        var version = ReleaseVersion.Read(await File.ReadAllTextAsync(Repository.PathOf("Directory.Build.props")));
        ReleaseVersion.Check(version, options.Tag);
        var notes = options.Tag is null ? "A trial.\n" : ChangelogSection.Of(await File.ReadAllTextAsync(Repository.PathOf("CHANGELOG.md")), version);
        Empty(options.Folder);
        var work = Directory.CreateTempSubdirectory("rootwatch-release-");
        try
        {
            await PackFunctionAsync(Path.Combine(work.FullName, "function"), options.SnsSdk, Path.Combine(options.Folder, $"rootwatch-function-{version}.zip"));
            await PackTemplatesAsync(Path.Combine(work.FullName, "templates"), Path.Combine(options.Folder, $"rootwatch-templates-{version}.zip"));
            await ListPartsAsync(options.Folder, version);
        }
        finally
        {
            work.Delete(recursive: true);
        }

        Checksums.Write(options.Folder);
        var sdk = (await Command.ReadAsync("dotnet", "--version")).Trim();
        await File.WriteAllTextAsync($"{options.Folder}.md", $"{notes}\nBuilt with the .NET SDK {sdk}. docs/releasing.md says how to check these files, and how to build the same bytes.\n");
    }

    private static void Empty(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
    }

    private static async Task PackFunctionAsync(string output, bool snsSdk, string zip)
    {
        await Command.RunAsync("dotnet", "publish", Function, "--configuration", "Release", "--output", output, "--nologo", "-v:quiet", $"-p:SnsSdk={(snsSdk ? "true" : "false")}");
        await PackAsync(output, zip);
    }

    private static async Task PackTemplatesAsync(string output, string zip)
    {
        var known = (await Command.ReadAsync("git", "ls-files", "-z")).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        Templates.Copy(Templates.Among(known), Repository.PathOf(string.Empty), output);
        await PackAsync(output, zip);
    }

    private static async Task PackAsync(string folder, string zip)
    {
        await using var stream = File.Create(zip);
        ReproducibleZip.Write(folder, stream);
    }

    // Restored already, with the packages that the function was built with.
    private static Task ListPartsAsync(string folder, string version) => Command.RunAsync(
        "dotnet", "tool", "run", "dotnet-CycloneDX", "--", Function, "--output", folder, "--filename", $"rootwatch-function-{version}.cdx.json", "--output-format", "Json",
        "--no-serial-number", "--disable-package-restore", "--set-name", "rootwatch-function", "--set-version", version, "--base-intermediate-output-path", Repository.PathOf("artifacts/obj"));
}
