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

        var reason = $"{name} is not installed: {install}.";
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is "true", reason);
        Assert.Fail(reason);
        return string.Empty;
    }
}
