using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Acknowledgements;
using RootWatch.Bridge.Pages;

namespace RootWatch.FunctionApp.Functions;

/// <summary>Where an incident's form is posted to; the signature in the address is the key. Links of older messages lead here, too.</summary>
public sealed class Acknowledge(IncidentEndpoint incidents, AcknowledgeEndpoint acknowledgements)
{
    [Function(nameof(Acknowledge))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "incidents/{incident}/acknowledgement")] HttpRequest request, string incident, CancellationToken cancellationToken) =>
        HttpMethods.IsPost(request.Method) ? acknowledgements.ActAsync(incident, request, cancellationToken) : incidents.ShowAsync(incident, request, cancellationToken);
}
