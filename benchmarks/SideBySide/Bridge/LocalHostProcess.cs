using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using RootWatch.Simulator.Sinks;

namespace RootWatch.SideBySide.Bridge;

/// <summary>The function app in a process of its own, so that its memory is its own.</summary>
internal sealed class LocalHostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;

    private LocalHostProcess(Process process, int port)
    {
        _process = process;
        EventsUrl = new Uri($"http://127.0.0.1:{port}/api/events");
    }

    public Uri EventsUrl { get; }

    /// <summary>Its resident memory, in MB.</summary>
    public double Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    public static async Task<LocalHostProcess> StartAsync(RecordingSinks sinks, CancellationToken cancellationToken)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [Repository.PathOf("artifacts/bin/RootWatch.LocalHost/release/RootWatch.LocalHost.dll"), "--port", $"{port}"])
        {
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in BenchBridge.Settings(sinks))
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal).Replace('.', '_')] = value;
        }

        start.Environment["Notifications__MostIn5Seconds"] = "20";
        start.Environment["Logging__LogLevel__Default"] = "Critical";
        start.Environment["AWS_ACCESS_KEY_ID"] = "bench";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "bench";
        var bridge = new LocalHostProcess(Process.Start(start)!, port);
        while (!await bridge.ListensAsync(cancellationToken))
        {
            await Task.Delay(Poll, TimeProvider.System, cancellationToken);
        }

        return bridge;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> ListensAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, EventsUrl.Port, cancellationToken);
            return true;
        }
        catch (SocketException failure)
        {
            return _process.HasExited ? throw new InvalidOperationException("The function app does not start.", failure) : false;
        }
    }
}
