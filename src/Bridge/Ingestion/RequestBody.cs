using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace RootWatch.Bridge.Ingestion;

/// <summary>A request's body, at most 256 KiB of it, in a pooled buffer.</summary>
internal sealed class RequestBody : IDisposable
{
    /// <summary>EventBridge's own limit for an event.</summary>
    public const int MaximumBytes = 256 * 1024;

    private readonly byte[] _buffer;
    private readonly int _length;

    private RequestBody(byte[] buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Null where the body is larger than <see cref="MaximumBytes"/>.</summary>
    public static async Task<RequestBody?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaximumBytes)
        {
            return null;
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)(request.ContentLength ?? MaximumBytes) + 1);
        var length = 0;
        int read;
        while (length <= MaximumBytes && (read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken)) > 0)
        {
            length += read;
        }

        var body = new RequestBody(buffer, length);
        if (length <= MaximumBytes)
        {
            return body;
        }

        body.Dispose();
        return null;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
