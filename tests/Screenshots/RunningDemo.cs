using System.Diagnostics;

namespace RootWatch.Screenshots;

/// <summary>The demo, serving, in a process of its own that ends with this one.</summary>
internal sealed class RunningDemo : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines;

    private RunningDemo(Process process, List<string> lines) => (_process, _lines) = (process, lines);

    /// <summary>What the demo prints of its story.</summary>
    public string Story => string.Join('\n', _lines.TakeWhile(line => !line.StartsWith("Serving", StringComparison.Ordinal))).TrimEnd();

    public static async Task<RunningDemo> StartAsync()
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "rootwatch.dll"), "demo", "--serve", "--port", "0", "--minutes", "3"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        List<string> lines = [];
        while (await process.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("In another terminal", StringComparison.Ordinal))
        {
            lines.Add(line);
        }

        return new RunningDemo(process, lines);
    }

    /// <summary>The address that the demo prints beside a title.</summary>
    public string Url(string title) => _lines.First(line => line.TrimStart().StartsWith(title, StringComparison.Ordinal)).Split(' ')[^1];

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
