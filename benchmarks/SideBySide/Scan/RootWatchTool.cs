namespace RootWatch.SideBySide.Scan;

/// <summary>The tool as it is built.</summary>
internal static class RootWatchTool
{
    public static string Scan(string logs) => $"exec dotnet '{Repository.PathOf("artifacts/bin/RootWatch.Cli/release/rootwatch.dll")}' scan --format jsonl '{logs}'";
}
