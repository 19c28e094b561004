namespace RootWatch.Release;

/// <summary>What a deployment needs besides the function: the templates of both clouds.</summary>
internal static class Templates
{
    private static readonly string[] Beside = ["LICENSE", "CHANGELOG.md", "docs/upgrading.md"];

    /// <summary>The files among those that git knows, so that nobody's settings get out.</summary>
    public static IReadOnlyList<string> Among(IEnumerable<string> files) =>
        [.. files.Where(static file => Beside.Contains(file, StringComparer.Ordinal) || file.StartsWith("infra/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public static void Copy(IEnumerable<string> files, string from, string to)
    {
        foreach (var file in files)
        {
            var target = Path.Combine(to, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(from, file), target);
        }
    }
}
