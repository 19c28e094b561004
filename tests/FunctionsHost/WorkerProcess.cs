using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace RootWatch.FunctionsHost;

/// <summary>The worker's process, started with the arguments that the Functions host gives.</summary>
public sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private WorkerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public string Output => string.Join('\n', _output);

    /// <summary>When it was started, as a timestamp of <see cref="Stopwatch"/>.</summary>
    public long Started { get; private init; }

    internal static WorkerProcess Start(string folder, Uri host, int longestMessage, IReadOnlyDictionary<string, string> settings)
    {
        var id = Guid.NewGuid().ToString();
        var request = Guid.NewGuid().ToString();
        var longest = longestMessage.ToString(CultureInfo.InvariantCulture);
        var port = host.Port.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(folder, WorkerPath(folder)),
                "--host", host.Host, "--port", port, "--workerId", id, "--requestId", request, "--grpcMaxMessageLength", longest,
                "--functions-uri", host.AbsoluteUri, "--functions-worker-id", id, "--functions-request-id", request, "--functions-grpc-max-message-length", longest,
            ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = folder;
        start.Environment["FUNCTIONS_WORKER_DIRECTORY"] = folder;
        start.Environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var worker = new WorkerProcess(new Process { StartInfo = start }) { Started = Stopwatch.GetTimestamp() };
        worker._process.OutputDataReceived += (_, line) => worker.Saw(line.Data);
        worker._process.ErrorDataReceived += (_, line) => worker.Saw(line.Data);
        worker._process.Start();
        worker._process.BeginOutputReadLine();
        worker._process.BeginErrorReadLine();
        return worker;
    }

    /// <summary>Waits for something that only a running worker can bring about.</summary>
    /// <exception cref="WorkerEndedException">The worker ended first.</exception>
    internal async Task<T> WhileRunningAsync<T>(Task<T> awaited, CancellationToken cancellationToken)
    {
        var end = _process.WaitForExitAsync(cancellationToken);
        if (await Task.WhenAny(awaited, end) == awaited)
        {
            return await awaited;
        }

        await end;
        throw new WorkerEndedException(_process.ExitCode, Output);
    }

    public async Task<int> ExitCodeAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    // As the Functions host finds it.
    private static string WorkerPath(string folder)
    {
        using var config = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "worker.config.json")));
        return config.RootElement.GetProperty("description").GetProperty("defaultWorkerPath").GetString()!;
    }

    private void Saw(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}
