using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace RootWatch.Bridge.Tests.Telemetry;

/// <summary>Application Insights' ingestion endpoint, which keeps the data points of the metrics that it gets.</summary>
internal sealed class IngestionEndpoint : IAsyncDisposable
{
    private readonly ConcurrentQueue<MetricPoint> _points = new();
    private WebApplication _app = null!;

    private IngestionEndpoint()
    {
    }

    public IReadOnlyCollection<MetricPoint> Points => _points;

    public string ConnectionString { get; private set; } = string.Empty;

    public static async Task<IngestionEndpoint> StartAsync()
    {
        var endpoint = new IngestionEndpoint();
        (endpoint._app, var url) = await LoopbackServer.StartAsync(app => app.MapPost("{**path}", endpoint.TakeAsync));
        endpoint.ConnectionString = $"InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint={url};LiveEndpoint={url}";
        return endpoint;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        var isCompressed = request.Headers.ContentEncoding == "gzip";
        await using var body = isCompressed ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body;
        using var reader = new StreamReader(body);
        var count = 0;
        while (await reader.ReadLineAsync(request.HttpContext.RequestAborted) is { Length: > 0 } line)
        {
            count++;
            using var item = JsonDocument.Parse(line);
            var data = item.RootElement.GetProperty("data");
            if (data.GetProperty("baseType").GetString() == "MetricData")
            {
                _points.Enqueue(MetricPoint.Parse(data.GetProperty("baseData")));
            }
        }

        return Results.Json(new { itemsReceived = count, itemsAccepted = count, errors = Array.Empty<string>() });
    }
}
