namespace RootWatch.SideBySide.Scan;

/// <summary>The tool as it is published.</summary>
internal static class RootWatchTool
{
    public static string Scan(string logs) => $"exec dotnet '{Repository.PathOf("artifacts/rootwatch/rootwatch.dll")}' scan --format jsonl '{logs}'";
}
