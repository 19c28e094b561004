using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Acknowledgements;

namespace RootWatch.FunctionApp.Functions;

/// <summary>Where a message's link leads; the signature in it is the key.</summary>
public sealed class Acknowledge(AcknowledgeEndpoint acknowledgements)
{
    [Function(nameof(Acknowledge))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "incidents/{incident}/acknowledgement")] HttpRequest request, string incident, CancellationToken cancellationToken) =>
        HttpMethods.IsPost(request.Method) ? acknowledgements.ActAsync(incident, request, cancellationToken) : acknowledgements.ShowAsync(incident, request, cancellationToken);
}
