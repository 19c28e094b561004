using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Callers;
using RootWatch.Bridge.Expectations;

namespace RootWatch.FunctionApp.Functions;

/// <summary>The same as <see cref="DeclareExpectations"/>, for callers with an Entra ID token: the host knows only keys.</summary>
public sealed class DeclareExpectationsWithEntra(ExpectationsEndpoint expectations, EntraCallers callers)
{
    [Function(nameof(DeclareExpectationsWithEntra))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "entra/expectations")] HttpRequest request, CancellationToken cancellationToken) =>
        callers.GuardAsync(request, () =>
            HttpMethods.IsPost(request.Method) ? expectations.DeclareAsync(request, cancellationToken) : expectations.ListAsync(cancellationToken));
}
