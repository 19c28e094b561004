using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Heartbeat;

namespace RootWatch.FunctionApp.Functions;

/// <summary>Which accounts and regions are heard.</summary>
public sealed class ShowCoverage(CoverageEndpoint coverage)
{
    [Function(nameof(ShowCoverage))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "coverage")] HttpRequest request, CancellationToken cancellationToken) =>
        coverage.ShowAsync(request, cancellationToken);
}
