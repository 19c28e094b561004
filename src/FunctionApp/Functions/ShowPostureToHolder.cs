using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Posture;

namespace RootWatch.FunctionApp.Functions;

/// <summary>How root of each account can sign in, where a message's link leads; the signature in it is the key.</summary>
public sealed class ShowPostureToHolder(PostureEndpoint posture)
{
    [Function(nameof(ShowPostureToHolder))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "posture/{subject}")] HttpRequest request, string subject, CancellationToken cancellationToken) =>
        posture.ShowToHolderAsync(subject, request, cancellationToken);
}
