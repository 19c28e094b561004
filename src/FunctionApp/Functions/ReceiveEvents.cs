using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Ingestion;

namespace RootWatch.FunctionApp.Functions;

/// <summary>Where the EventBridge API destination delivers.</summary>
public sealed class ReceiveEvents(EventIngestion ingestion)
{
    [Function(nameof(ReceiveEvents))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "events")] HttpRequest request, CancellationToken cancellationToken) =>
        ingestion.ReceiveAsync(request, cancellationToken);
}
