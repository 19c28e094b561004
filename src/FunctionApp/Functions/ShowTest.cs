using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.TestEvents;

namespace RootWatch.FunctionApp.Functions;

/// <summary>What has become of a test event.</summary>
public sealed class ShowTest(TestEndpoint tests)
{
    [Function(nameof(ShowTest))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "tests/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        tests.ShowAsync(id, cancellationToken);
}
