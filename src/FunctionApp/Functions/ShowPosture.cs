using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Posture;

namespace RootWatch.FunctionApp.Functions;

/// <summary>How root of each account can sign in.</summary>
public sealed class ShowPosture(PostureEndpoint posture)
{
    [Function(nameof(ShowPosture))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "posture")] HttpRequest request, CancellationToken cancellationToken) =>
        posture.ShowAsync(request, cancellationToken);
}
