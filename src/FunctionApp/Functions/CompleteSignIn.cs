using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Callers;

namespace RootWatch.FunctionApp.Functions;

/// <summary>Where Entra ID leads a browser back to after a sign-in; the ID token that it brings is the key.</summary>
public sealed class CompleteSignIn(BrowserSignIn signIn)
{
    [Function(nameof(CompleteSignIn))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "entra/signed-in")] HttpRequest request, CancellationToken cancellationToken) =>
        signIn.CompleteAsync(request, cancellationToken);
}
