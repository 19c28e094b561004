using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Pages;
using RootWatch.Bridge.Response;

namespace RootWatch.FunctionApp.Functions;

/// <summary>Where an incident's checklist is posted to; the signature in the address is the key.</summary>
public sealed class MarkSteps(IncidentEndpoint incidents, ResponseEndpoint response)
{
    [Function(nameof(MarkSteps))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "incidents/{incident}/steps")] HttpRequest request, string incident, CancellationToken cancellationToken) =>
        HttpMethods.IsPost(request.Method) ? response.MarkAsync(incident, request, cancellationToken) : incidents.ShowAsync(incident, request, cancellationToken);
}
