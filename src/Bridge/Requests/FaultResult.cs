using System.Globalization;
using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Links;
using RootWatch.Bridge.Pages;

namespace RootWatch.Bridge.Requests;

/// <summary>Says what went wrong with a request: to people on a page, to programs as a problem.</summary>
internal sealed class FaultResult(RequestFault fault) : IResult
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (status, title, text) = fault switch
        {
            RequestFault.Unreadable => (StatusCodes.Status400BadRequest, "This cannot be read", "What was sent is broken, or is no form of RootWatch. Open the page again, and use the form on it."),
            RequestFault.StoreUnavailable => (StatusCodes.Status503ServiceUnavailable, "The ledger does not answer", "Nothing was noted. Try again in a minute."),
            _ => (StatusCodes.Status503ServiceUnavailable, "Something is wrong with RootWatch", "Try again in a minute. If that does not help, its log names the cause."),
        };
        var response = httpContext.Response;
        response.Clear();
        response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        }

        var answer = IsForPerson(httpContext.Request) ? Page.Message(status, title, text) : Results.Problem($"{title}. {text}", statusCode: status);
        return answer.ExecuteAsync(httpContext);
    }

    // Links of messages, and the forms behind them, lead people here, whatever their program says that it takes.
    private static bool IsForPerson(HttpRequest request) =>
        Page.IsAskedFor(request) || request.HasFormContentType || LinkSigner.Parameters.All(request.Query.ContainsKey);
}
