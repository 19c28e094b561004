using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Expectations;

namespace RootWatch.FunctionApp.Functions;

/// <summary>Where such a window is ended early.</summary>
public sealed class EndExpectation(ExpectationsEndpoint expectations)
{
    [Function(nameof(EndExpectation))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "expectations/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        expectations.EndAsync(id, cancellationToken);
}
