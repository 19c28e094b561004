namespace RootWatch.Release;

/// <summary>What CHANGELOG.md says of one version: the text of its release.</summary>
internal static class ChangelogSection
{
    public static string Of(string changelog, string version)
    {
        var lines = changelog.ReplaceLineEndings("\n").Split('\n');
        var begin = Array.FindIndex(lines, line => line == $"## [{version}]" || line.StartsWith($"## [{version}] - ", StringComparison.Ordinal));
        if (begin < 0)
        {
            throw new ReleaseException($"CHANGELOG.md has no section ## [{version}].");
        }

        var text = string.Join('\n', lines[(begin + 1)..].TakeWhile(static line => !line.StartsWith("## ", StringComparison.Ordinal))).Trim();
        return text.Length > 0 ? $"{text}\n" : throw new ReleaseException($"CHANGELOG.md says nothing of {version}.");
    }
}
