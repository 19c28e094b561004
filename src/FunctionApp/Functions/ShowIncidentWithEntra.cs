using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Callers;
using RootWatch.Bridge.Pages;

namespace RootWatch.FunctionApp.Functions;

/// <summary>The same as <see cref="ShowIncident"/>, for callers with an Entra ID token, and people who sign in to Entra ID.</summary>
public sealed class ShowIncidentWithEntra(IncidentEndpoint incidents, BrowserSignIn callers)
{
    [Function(nameof(ShowIncidentWithEntra))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "entra/incidents/{incident}")] HttpRequest request, string incident, CancellationToken cancellationToken) =>
        callers.GuardAsync(request, incident, () => incidents.ShowToCallerAsync(incident, request, cancellationToken));
}
