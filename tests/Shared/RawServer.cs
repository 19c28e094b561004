using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RootWatch.Tests;

/// <summary>An HTTP server on a bare socket, which answers every request with the same bytes and then does as it was told with the connection.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly string _answer;
    private readonly After _after;
    private readonly Task _serving;
    private int _requests;

    public RawServer(string answer, After after)
    {
        (_answer, _after) = (answer, after);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>What becomes of the connection after the answer.</summary>
    internal enum After
    {
        /// <summary>It stays open, and nothing more comes.</summary>
        Stall,

        /// <summary>It is closed.</summary>
        Close,

        /// <summary>It is reset.</summary>
        Reset,
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>How many requests have come.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>An answer with a body of a length that it keeps.</summary>
    public static string Answer(string status, string body, string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Type: text/xml\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

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
                _ = AnswerAsync(await _listener.AcceptSocketAsync(_end.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                var received = new byte[64 * 1024];
                await socket.ReceiveAsync(received, _end.Token);
                Interlocked.Increment(ref _requests);
                await socket.SendAsync(Encoding.UTF8.GetBytes(_answer), _end.Token);
                if (_after == After.Stall)
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _end.Token);
                }

                socket.LingerState = _after == After.Reset ? new LingerOption(enable: true, seconds: 0) : null!;
            }
            catch (Exception end) when (end is SocketException or OperationCanceledException)
            {
                // The caller gave up, or the test is over.
            }
        }
    }
}
