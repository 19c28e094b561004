using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Callers;
using RootWatch.Bridge.Pages;

namespace RootWatch.FunctionApp.Functions;

/// <summary>The same as <see cref="ListIncidents"/>, for callers with an Entra ID token, and people who sign in to Entra ID.</summary>
public sealed class ListIncidentsWithEntra(IncidentsEndpoint incidents, BrowserSignIn callers)
{
    [Function(nameof(ListIncidentsWithEntra))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "entra/incidents")] HttpRequest request, CancellationToken cancellationToken) =>
        callers.GuardAsync(request, BrowserSignIn.List, () => incidents.ListAsync(request, cancellationToken));
}
