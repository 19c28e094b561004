using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.KnownEvents;

namespace RootWatch.FunctionApp.Functions;

/// <summary>Which of the events that somebody has found elsewhere the bridge does not know.</summary>
public sealed class FindUnknownEvents(UnknownEventsEndpoint events)
{
    [Function(nameof(FindUnknownEvents))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "events/unknown")] HttpRequest request, CancellationToken cancellationToken) =>
        events.FindAsync(request, cancellationToken);
}
