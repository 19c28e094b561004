namespace RootWatch.Tests;

/// <summary>Compares a text with the approved one in the repository; with APPROVE=1 in the environment, replaces that instead.</summary>
internal static class Approved
{
    public static void ShouldMatch(string actual, string relativePath)
    {
        var path = Repository.PathOf(relativePath);
        if (Environment.GetEnvironmentVariable("APPROVE") is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        var approved = File.Exists(path) ? File.ReadAllText(path) : string.Empty;
        actual.ShouldBe(approved, $"{relativePath} is stale. Look at the difference; if it is as it should be, run the test again with APPROVE=1.");
    }
}
