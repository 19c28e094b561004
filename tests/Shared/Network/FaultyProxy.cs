using System.Net;
using System.Net.Sockets;

namespace RootWatch.Tests.Network;

/// <summary>Stands before a server on the loopback and lets its connections fail as networks do; open ones, too.</summary>
internal sealed class FaultyProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _server;
    private readonly Task _serving;
    private Connection _connections = Connection.Works;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FaultyProxy(int server)
    {
        _server = server;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync();
    }

    /// <summary>How connections behave.</summary>
    internal enum Connection
    {
        /// <summary>As they should.</summary>
        Works,

        /// <summary>Nothing comes back. What was kept back comes when the connection works again, if anybody still waits.</summary>
        Hangs,

        /// <summary>Every answer takes <see cref="Delay"/> longer.</summary>
        IsSlow,

        /// <summary>The server gets the request and acts on it, and the connection breaks before the answer.</summary>
        LosesAnswers,

        /// <summary>It breaks at once.</summary>
        Breaks,
    }

    public int Port { get; }

    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(1.6);

    public Connection Connections
    {
        get => _connections;
        set
        {
            _connections = value;
            Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _serving;
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = ConnectAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or InvalidOperationException or SocketException)
        {
            // The test is over, perhaps just before the next connection was waited for.
        }
    }

    private async Task ConnectAsync(TcpClient client)
    {
        using var one = client;
        using var other = new TcpClient();
        try
        {
            await other.ConnectAsync(IPAddress.Loopback, _server, _end.Token);
            one.NoDelay = other.NoDelay = true;
            var (caller, server) = (one.GetStream(), other.GetStream());

            // Whichever direction ends, or breaks, takes the other with it.
            await await Task.WhenAny(ForwardAsync(caller, server), AnswerAsync(server, caller));
        }
        catch (Exception end) when (end is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side is gone.
        }
    }

    private async Task ForwardAsync(NetworkStream caller, NetworkStream server)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await caller.ReadAsync(buffer, _end.Token)) > 0 && Connections != Connection.Breaks)
        {
            await WhileHangingAsync();
            await server.WriteAsync(buffer.AsMemory(0, read), _end.Token);
        }
    }

    private async Task AnswerAsync(NetworkStream server, NetworkStream caller)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await server.ReadAsync(buffer, _end.Token)) > 0 && Connections is not (Connection.Breaks or Connection.LosesAnswers))
        {
            await WhileHangingAsync();
            if (Connections == Connection.IsSlow)
            {
                await Task.Delay(Delay, TimeProvider.System, _end.Token);
            }

            await caller.WriteAsync(buffer.AsMemory(0, read), _end.Token);
        }
    }

    private async Task WhileHangingAsync()
    {
        while (Connections == Connection.Hangs)
        {
            await Volatile.Read(ref _changed).Task.WaitAsync(_end.Token);
        }
    }
}
