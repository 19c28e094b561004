using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Pages;

namespace RootWatch.FunctionApp.Functions;

/// <summary>The list of incidents.</summary>
public sealed class ListIncidents(IncidentsEndpoint incidents)
{
    [Function(nameof(ListIncidents))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "incidents")] HttpRequest request, CancellationToken cancellationToken) =>
        incidents.ListAsync(request, cancellationToken);
}
