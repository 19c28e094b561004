using Spectre.Console;

namespace RootWatch.Cli.Aws;

/// <summary>Bars on a terminal; nothing in a pipe.</summary>
internal sealed class ProgressBar
{
    public static readonly ProgressBar None = new(context: null);
    private readonly ProgressContext? _context;

    private ProgressBar(ProgressContext? context) => _context = context;

    /// <param name="isQuiet">Whether nothing is shown, on a terminal, too.</param>
    /// <param name="work">What is shown.</param>
    public static Task<T> ShowAsync<T>(bool isQuiet, Func<ProgressBar, Task<T>> work)
    {
        if (isQuiet || Console.IsErrorRedirected || Console.IsOutputRedirected)
        {
            return work(None);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().AutoClear(enabled: true).StartAsync(context => work(new ProgressBar(context)));
    }

    /// <summary>Begins a bar, and returns what moves it on by one.</summary>
    public Action Begin(string what, int total)
    {
        if (_context is null)
        {
            return static () => { };
        }

        var task = _context.AddTask(what, maxValue: Math.Max(1, total));
        return () => task.Increment(1);
    }

    /// <summary>Begins a bar for work whose size is not known yet, and returns what takes how much is done, and of how much.</summary>
    public Action<int, int> Follow(string what)
    {
        if (_context is null)
        {
            return static (_, _) => { };
        }

        var task = _context.AddTask(what);
        return (done, total) =>
        {
            task.IsIndeterminate = total == 0;
            task.MaxValue = Math.Max(1, total);
            task.Value = done;
        };
    }
}
