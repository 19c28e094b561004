using System.Buffers;
using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Requests;

namespace RootWatch.Bridge.Ingestion;

/// <summary>A request's body, at most 2 MiB of it, in a pooled buffer.</summary>
internal sealed class RequestBody : IDisposable
{
    /// <summary>EventBridge takes entries of 1 MiB, and an event is larger than its entry: the envelope comes to it, and what was escaped shorter.</summary>
    public const int MaximumBytes = 2 * 1024 * 1024;

    // Nearly every event is smaller.
    private const int FirstBuffer = 16 * 1024;

    private byte[] _buffer;
    private int _length;

    private RequestBody(int size) => _buffer = ArrayPool<byte>.Shared.Rent(size);

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The body, without a byte order mark, which is no part of JSON.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length) is var all && all.StartsWith(ByteOrderMark) ? all[ByteOrderMark.Length..] : all;

    /// <summary>Null where the body is larger than <see cref="MaximumBytes"/>.</summary>
    /// <exception cref="UnreadableRequestException">It breaks off, or its chunks are none.</exception>
    public static async ValueTask<RequestBody?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaximumBytes)
        {
            return null;
        }

        var body = new RequestBody((int)(request.ContentLength ?? FirstBuffer) + 1);
        try
        {
            if (await body.TryFillAsync(request.Body, request.ContentLength, cancellationToken))
            {
                return body;
            }

            body.Dispose();
            return null;
        }
        catch (IOException broken)
        {
            body.Dispose();
            throw new UnreadableRequestException(broken);
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private async ValueTask<bool> TryFillAsync(Stream source, long? length, CancellationToken cancellationToken)
    {
        while (_length <= MaximumBytes)
        {
            Grow();
            var read = await source.ReadAsync(_buffer.AsMemory(_length), cancellationToken);
            if (read == 0)
            {
                return true;
            }

            _length += read;
            if (_length == length)
            {
                return true;
            }
        }

        return false;
    }

    // Whoever does not tell the body's length gets room as it comes.
    private void Grow()
    {
        if (_length < _buffer.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
