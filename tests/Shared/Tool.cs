namespace RootWatch.Tests;

/// <summary>A program that a test needs.</summary>
internal static class Tool
{
    /// <summary>The program's path. Without it the test is skipped, or fails where CI=true.</summary>
    public static string Require(string name, string install)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
        if (found is not null)
        {
            return found;
        }

        Missing($"{name} is not installed: {install}.");
        return string.Empty;
    }

    /// <summary>Without the file the test is skipped, or fails where CI=true.</summary>
    public static void RequireFile(string path, string install)
    {
        if (!File.Exists(path))
        {
            Missing($"{Path.GetFileName(path)} is not installed: {install}.");
        }
    }

    private static void Missing(string reason)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is "true", reason);
        Assert.Fail(reason);
    }
}
