using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RootWatch.Costs.Counting;

/// <summary>A stand-in for Azure Monitor, which counts what comes, unpacked.</summary>
internal sealed class TelemetrySink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private long _items;
    private long _bytes;

    private TelemetrySink()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.MapPost("/{**path}", TakeAsync);
    }

    public long Items => Volatile.Read(ref _items);

    public long Bytes => Volatile.Read(ref _bytes);

    public string ConnectionString => $"InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint={_app.Urls.Single()}/";

    public static async Task<TelemetrySink> StartAsync()
    {
        var sink = new TelemetrySink();
        await sink._app.StartAsync();
        return sink;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        await using Stream body = request.Headers.ContentEncoding == "gzip" ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body;
        using var reader = new StreamReader(body);
        var text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        var items = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
        Interlocked.Add(ref _items, items);
        Interlocked.Add(ref _bytes, System.Text.Encoding.UTF8.GetByteCount(text));
        return Results.Text($$"""{"itemsReceived":{{items}},"itemsAccepted":{{items}},"errors":[]}""", "application/json");
    }
}
