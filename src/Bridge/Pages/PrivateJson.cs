using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace RootWatch.Bridge.Pages;

/// <summary>JSON that holds signed links: never kept by a cache, nor taken for a page.</summary>
internal sealed class PrivateJson<T>(T value, JsonTypeInfo<T> type) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        // Before the answer begins: what cannot be written can then still be told.
        var json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        await response.Body.WriteAsync(json, httpContext.RequestAborted);
    }
}
