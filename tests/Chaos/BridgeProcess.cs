using System.Diagnostics;
using System.Net.Sockets;
using RootWatch.LocalHost;

namespace RootWatch.Chaos;

/// <summary>A function app's process on a port of its own, that can be killed and is started again.</summary>
internal sealed class BridgeProcess(int port, IReadOnlyDictionary<string, string> settings) : IAsyncDisposable
{
    /// <summary>Makes this program a bridge.</summary>
    public const string Command = "bridge";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private Process? _process;

    public Uri EventsUrl { get; } = new($"http://127.0.0.1:{port}/api/events");

    /// <summary>Its resident memory, in bytes.</summary>
    public long Memory
    {
        get
        {
            _process!.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>What the process runs: the functions as LocalHost runs them, with Entra ID at the stand-in's address, for MSAL insists on https.</summary>
    public static async Task<int> RunAsync(int port)
    {
        await using var app = await LocalFunctionApp.StartAsync(configure: Entra.Reroute, port: port);
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>Returns when it listens.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "RootWatch.Chaos.dll"), Command, $"{port}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, line) =>
        {
            if (!string.IsNullOrEmpty(line.Data))
            {
                Console.Error.WriteLine(line.Data);
            }
        };
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        while (!await ListensAsync(cancellationToken))
        {
            await Task.Delay(Poll, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>SIGKILL, and a new process.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        await DisposeAsync();
        await StartAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
            _process = null;
        }
    }

    private async Task<bool> ListensAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, cancellationToken);
            return true;
        }
        catch (SocketException failure)
        {
            return _process!.HasExited ? throw new InvalidOperationException("The function app does not start.", failure) : false;
        }
    }
}
