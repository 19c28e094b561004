using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Pages;

namespace RootWatch.FunctionApp.Functions;

/// <summary>An incident's page, where a message's link leads; the signature in it is the key.</summary>
public sealed class ShowIncident(IncidentEndpoint incidents)
{
    [Function(nameof(ShowIncident))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "incidents/{incident}")] HttpRequest request, string incident, CancellationToken cancellationToken) =>
        incidents.ShowAsync(incident, request, cancellationToken);
}
