namespace RootWatch.Release;

/// <summary>What a release is asked for.</summary>
/// <param name="Folder">Where its files go. What lies there is deleted.</param>
/// <param name="Tag">The tag that it is for, such as v1.2.3; null for a trial.</param>
/// <param name="SnsSdk">Whether the function publishes with the official SNS package; some feeds lack it.</param>
internal sealed record ReleaseOptions(string Folder, string? Tag, bool SnsSdk)
{
    public const string Usage = "Usage: dotnet run --project release -- FOLDER [--tag TAG] [--sns-sdk true|false]";

    /// <summary>The options, or null where they cannot be understood.</summary>
    public static ReleaseOptions? Parse(string[] arguments) =>
        arguments switch
        {
            [var folder, .. var rest] when IsValue(folder) => With(new ReleaseOptions(Path.GetFullPath(folder), Tag: null, SnsSdk: true), rest),
            _ => null,
        };

    private static ReleaseOptions? With(ReleaseOptions options, string[] rest) =>
        rest switch
        {
            [] => options,
            ["--tag", var tag, .. var more] when IsValue(tag) => With(options with { Tag = tag }, more),
            ["--sns-sdk", "true" or "false", .. var more] => With(options with { SnsSdk = rest[1] == "true" }, more),
            _ => null,
        };

    private static bool IsValue(string text) => text.Length > 0 && text[0] != '-';
}
