using Spectre.Console;

namespace RootWatch.Cli.Scan;

/// <summary>A bar on a terminal; nothing in a pipe.</summary>
internal static class ReadingProgress
{
    public static T Show<T>(Func<Action<long, long>, T> read)
    {
        if (Console.IsErrorRedirected || Console.IsOutputRedirected)
        {
            return read(static (_, _) => { });
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().AutoClear(enabled: true).Start(context =>
        {
            var task = context.AddTask("Reading");
            return read((done, total) => task.Value = total == 0 ? 100 : 100.0 * done / total);
        });
    }
}
