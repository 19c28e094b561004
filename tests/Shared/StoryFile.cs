namespace RootWatch.Tests;

/// <summary>The files in tests/Samples/stories: sequences of records, each with the policy that it is told under, if it has one.</summary>
internal static class StoryFile
{
    public static string Folder { get; } = Repository.PathOf("tests/Samples/stories");

    public static IEnumerable<string> Names { get; } =
        [.. Directory.EnumerateFiles(Folder, "*-*.json").Where(file => !file.EndsWith(".policy.json", StringComparison.Ordinal)).Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    public static string PathOf(string story) => Path.Combine(Folder, story + ".json");

    /// <summary>Where its policy is; null means that it has none.</summary>
    public static string? PolicyPathOf(string story) => Path.Combine(Folder, story + ".policy.json") is var path && File.Exists(path) ? path : null;
}
