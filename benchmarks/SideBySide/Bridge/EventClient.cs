using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RootWatch.SideBySide.Bridge;

/// <summary>Posts events over plain sockets: it shares the cores with what it measures, so it must cost little.</summary>
internal static class EventClient
{
    public const string Key = "the-function-key-of-the-benchmark";

    /// <summary>Posts until the time is over, on each connection one event after the other.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="next">The next event, called by several threads.</param>
    /// <param name="connections">How many connections.</param>
    /// <param name="lasts">How long.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<Latencies> PostAsync(Uri address, Func<byte[]> next, int connections, TimeSpan lasts, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(
            () => PostOnOneAsync(address, () => Stopwatch.GetElapsedTime(began) < lasts ? next() : null, cancellationToken), cancellationToken)));
        return new Latencies(times.SelectMany(static some => some));
    }

    /// <summary>Posts events one after the other on one connection, until there are none.</summary>
    public static async Task<IReadOnlyList<double>> PostOnOneAsync(Uri address, Func<byte[]?> next, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, address.Port, cancellationToken);
        var buffer = new byte[16 * 1024];
        List<double> times = [];
        byte[]? body = null, request = null;
        while (next() is { } wanted)
        {
            request = ReferenceEquals(body, wanted) ? request : RequestOf(address, wanted);
            body = wanted;
            var sent = Stopwatch.GetTimestamp();
            await socket.SendAsync(request!, cancellationToken);
            await ReadAnswerAsync(socket, buffer, cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        return times;
    }

    private static byte[] RequestOf(Uri address, byte[] body) =>
    [
        .. Encoding.ASCII.GetBytes($"POST {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nUser-Agent: Amazon/EventBridge/ApiDestinations\r\nContent-Type: application/json\r\nx-functions-key: {Key}\r\nContent-Length: {body.Length}\r\n\r\n"),
        .. body,
    ];

    private static async Task ReadAnswerAsync(Socket socket, byte[] buffer, CancellationToken cancellationToken)
    {
        var read = 0;
        do
        {
            var more = await socket.ReceiveAsync(buffer.AsMemory(read), cancellationToken);
            read += more > 0 ? more : throw new InvalidOperationException("The connection broke.");
        }
        while (!IsWhole(buffer.AsSpan(0, read)));
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        if (answer.IndexOf("\r\n\r\n"u8) is var head && head < 0)
        {
            return false;
        }

        // EventBridge would bring back what is still due.
        if (!answer.StartsWith("HTTP/1.1 200 "u8) && !answer.StartsWith("HTTP/1.1 503 "u8))
        {
            throw new InvalidOperationException($"An event was answered {Encoding.ASCII.GetString(answer[..head])}.");
        }

        var length = answer.IndexOf("Content-Length: "u8);
        return length >= 0 && length < head
            ? Utf8Parser.TryParse(answer[(length + "Content-Length: ".Length)..], out int body, out _) && answer.Length == head + 4 + body
            : answer.EndsWith("\r\n0\r\n\r\n"u8);
    }
}
