using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Callers;
using RootWatch.Bridge.Ingestion;

namespace RootWatch.FunctionApp.Functions;

/// <summary>The same as <see cref="ReceiveEvents"/>, for an EventBridge connection with OAuth: the host knows only keys.</summary>
public sealed class ReceiveEventsWithEntra(EventIngestion ingestion, EntraCallers callers)
{
    [Function(nameof(ReceiveEventsWithEntra))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "entra/events")] HttpRequest request, CancellationToken cancellationToken) =>
        callers.GuardSenderAsync(request, () => ingestion.ReceiveAsync(request, cancellationToken));
}
