using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace RootWatch.Bridge.Ingestion;

/// <summary>A 200 with a body that is the same for all, so it is written as JSON once.</summary>
internal sealed class FixedAnswer : IResult
{
    private readonly byte[] _json;

    private FixedAnswer(byte[] json) => _json = json;

    public static FixedAnswer Of<T>(T answer, JsonTypeInfo<T> type) => new(JsonSerializer.SerializeToUtf8Bytes(answer, type));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = _json.Length;
        response.BodyWriter.Write(_json);
        return Task.CompletedTask;
    }
}
