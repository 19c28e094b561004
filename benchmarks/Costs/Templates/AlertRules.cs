namespace RootWatch.Costs.Templates;

/// <summary>Azure's alert rules that query logs. Alerts on the activity log cost nothing.</summary>
internal static class AlertRules
{
    private const string Type = "'Microsoft.Insights/scheduledQueryRules@";

    public static int Count() => Directory.EnumerateFiles(Repository.PathOf("infra/bicep"), "*.bicep", SearchOption.AllDirectories).Sum(static file => Count(File.ReadAllText(file)));

    public static int Count(string bicep)
    {
        var lines = bicep.ReplaceLineEndings("\n").Split('\n');
        return lines.Index().Where(static line => line.Item.Contains(Type, StringComparison.Ordinal)).Sum(line => List(lines, line.Index) is { } list ? Items(lines, list) : 1);
    }

    // "for rule in rules: {", on the line of the resource or the next.
    private static string? List(string[] lines, int resource)
    {
        var words = string.Join(' ', lines.Skip(resource).Take(2)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var loop = Array.FindIndex(words, static word => word is "for" or "[for");
        return loop >= 0 && loop + 3 < words.Length && words[loop + 2] == "in" ? words[loop + 3].TrimEnd(':') : null;
    }

    private static int Items(string[] lines, string list) =>
        lines.SkipWhile(line => line != $"var {list} = [").TakeWhile(static line => line != "]").Count(static line => line == "  {");
}
