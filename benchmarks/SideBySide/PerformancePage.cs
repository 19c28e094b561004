namespace RootWatch.SideBySide;

/// <summary>docs/performance.md: what stands between the markers is replaced, the prose stays.</summary>
internal static class PerformancePage
{
    private const string Begin = "<!-- ./bench writes from here -->";
    private const string End = "<!-- to here -->";

    public static void Write(IReadOnlyList<string> machine, string table)
    {
        var path = Repository.PathOf("docs/performance.md");
        File.WriteAllText(path, With(File.ReadAllText(path), machine, table));
    }

    internal static string With(string page, IReadOnlyList<string> machine, string table)
    {
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        return begin < 0 || end < begin
            ? throw new InvalidOperationException($"docs/performance.md lacks the lines \"{Begin}\" and \"{End}\".")
            : $"{page[..(begin + Begin.Length)]}\n{table}\n{string.Concat(machine.Select(static line => $"- {line}\n"))}{page[end..]}";
    }
}
