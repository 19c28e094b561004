using System.Diagnostics;
using System.Text;

namespace RootWatch.Tests;

/// <summary>A process that a test starts, and ends.</summary>
internal sealed class Child : IAsyncDisposable
{
    // So that a process that hangs fails its test, and not the run.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TimeSpan _patience;

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly List<(string Text, TaskCompletionSource<string> Seen)> _awaited = [];

    private Child(Process process, TimeSpan patience) => (_process, _patience) = (process, patience);

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public static Child Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null, TimeSpan? patience = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        var child = new Child(new Process { StartInfo = start }, patience ?? Patience);
        child._process.OutputDataReceived += (_, line) => child.Saw(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Saw(line.Data);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Completes with the first line that holds the text; fails when the process ends without one.</summary>
    public async Task<string> SawAsync(string text)
    {
        Task<string> seen;
        lock (_output)
        {
            if (_output.ToString().Split('\n').FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } line)
            {
                return line;
            }

            var awaited = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((text, awaited));
            seen = awaited.Task;
        }

        var first = await Task.WhenAny(seen, EndAsync());
        if (first != seen)
        {
            await first;
            throw new InvalidOperationException($"It ended before it said \"{text}\":\n{Output}");
        }

        return await seen;
    }

    public async Task<int> ExitCodeAsync()
    {
        await EndAsync();
        return _process.ExitCode;
    }

    /// <summary>Ends it without a wait, where there is no time for one.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private async Task EndAsync()
    {
        try
        {
            await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(_patience, TimeProvider.System);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"It neither ended nor said what the test waits for, and has used {_process.TotalProcessorTime.TotalSeconds:F1} s of processor time:\n{Output}", late);
        }
    }

    private void Saw(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.Append(line).Append('\n');
            _awaited.FindAll(awaited => line.Contains(awaited.Text, StringComparison.Ordinal)).ForEach(awaited => awaited.Seen.TrySetResult(line));
        }
    }
}
