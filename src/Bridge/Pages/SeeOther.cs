using Microsoft.AspNetCore.Http;

namespace RootWatch.Bridge.Pages;

/// <summary>Leads a browser on with a GET, so that a reload does not send a form again.</summary>
internal sealed class SeeOther(string location) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = location;
        httpContext.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
