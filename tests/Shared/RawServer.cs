using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace RootWatch.Tests;

/// <summary>An HTTP server on a bare socket: it sends the bytes that it was told, and then does as it was told with the connection.</summary>
public sealed partial class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<Reply> _first;
    private readonly ConcurrentQueue<string> _texts = new();
    private readonly Task _serving;
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _requests;

    public RawServer(string answer, After after)
        : this(new Reply(answer, after))
    {
    }

    /// <param name="replies">One a request; the last is for all further ones, too.</param>
    public RawServer(params Reply[] replies)
    {
        (_first, Always) = (new ConcurrentQueue<Reply>(replies[..^1]), replies[^1]);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>What becomes of the connection after the answer.</summary>
    public enum After
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

    /// <summary>The requests as they came, headers and bodies.</summary>
    public IReadOnlyCollection<string> Texts => _texts;

    /// <summary>What every request gets that none of the first replies is for.</summary>
    public Reply Always { get; set; }

    /// <summary>Waits for the first request.</summary>
    public Task AskedAsync(CancellationToken cancellationToken) => _asked.Task.WaitAsync(cancellationToken);

    /// <summary>An answer with a body of a length that it keeps.</summary>
    public static string Answer(string status, string body, string headers = "", string contentType = "text/xml") =>
        $"HTTP/1.1 {status}\r\nContent-Type: {contentType}\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    /// <summary>An answer that promises more of a body than comes.</summary>
    public static string Cut(string status, string body, string headers = "", string contentType = "text/xml") =>
        $"HTTP/1.1 {status}\r\nContent-Type: {contentType}\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body) + 100}\r\n\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _serving;
        _end.Dispose();
    }

    private static async Task<string> ReceiveAsync(Socket socket, CancellationToken cancellationToken)
    {
        var received = new StringBuilder();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var count = await socket.ReceiveAsync(buffer, cancellationToken);
            received.Append(Encoding.UTF8.GetString(buffer, 0, count));
            var text = received.ToString();
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var length = ContentLength().Match(text) is { Success: true } match ? int.Parse(match.Groups["length"].Value, CultureInfo.InvariantCulture) : 0;
            if (count == 0 || (head >= 0 && (Encoding.UTF8.GetByteCount(text[(head + 4)..]) >= length && !text.Contains("chunked", StringComparison.OrdinalIgnoreCase) || text.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal))))
            {
                return text;
            }
        }
    }

    [GeneratedRegex("^Content-Length: (?<length>[0-9]+)", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ContentLength();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await _listener.AcceptSocketAsync(_end.Token));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or InvalidOperationException or SocketException)
        {
            // The test is over, perhaps just before the next connection was waited for.
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                _texts.Enqueue(await ReceiveAsync(socket, _end.Token));
                Interlocked.Increment(ref _requests);
                _asked.TrySetResult();
                var reply = _first.TryDequeue(out var next) ? next : Always;
                await socket.SendAsync(Encoding.UTF8.GetBytes(reply.Answer), _end.Token);
                if (reply.After == After.Stall)
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _end.Token);
                }

                socket.LingerState = new LingerOption(enable: reply.After == After.Reset, seconds: 0);
            }
            catch (Exception end) when (end is SocketException or OperationCanceledException)
            {
                // The caller gave up, or the test is over.
            }
        }
    }

    /// <summary>What one request gets.</summary>
    public sealed record Reply(string Answer, After After);
}
