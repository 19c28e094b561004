using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Expectations;

namespace RootWatch.FunctionApp.Functions;

/// <summary>Where windows in which root use is planned are declared and listed.</summary>
public sealed class DeclareExpectations(ExpectationsEndpoint expectations)
{
    [Function(nameof(DeclareExpectations))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "post", Route = "expectations")] HttpRequest request, CancellationToken cancellationToken) =>
        HttpMethods.IsPost(request.Method) ? expectations.DeclareAsync(request, cancellationToken) : expectations.ListAsync(cancellationToken);
}
