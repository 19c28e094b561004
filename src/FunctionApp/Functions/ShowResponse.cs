using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Response;

namespace RootWatch.FunctionApp.Functions;

/// <summary>What to do about an incident, as Markdown or as a script; <c>rootwatch respond</c> asks for it.</summary>
public sealed class ShowResponse(ResponseEndpoint response)
{
    [Function(nameof(ShowResponse))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "response/{incident}")] HttpRequest request, string incident, CancellationToken cancellationToken) =>
        response.ShowAsync(incident, request, cancellationToken);
}
