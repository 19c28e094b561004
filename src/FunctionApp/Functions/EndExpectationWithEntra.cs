using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Callers;
using RootWatch.Bridge.Expectations;

namespace RootWatch.FunctionApp.Functions;

/// <summary>The same as <see cref="EndExpectation"/>, for callers with an Entra ID token.</summary>
public sealed class EndExpectationWithEntra(ExpectationsEndpoint expectations, EntraCallers callers)
{
    [Function(nameof(EndExpectationWithEntra))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "entra/expectations/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        callers.GuardAsync(request, () => expectations.EndAsync(id, cancellationToken));
}
