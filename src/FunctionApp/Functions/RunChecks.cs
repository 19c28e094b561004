using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Checks;

namespace RootWatch.FunctionApp.Functions;

/// <summary>Whether what the bridge needs works.</summary>
public sealed class RunChecks(ChecksEndpoint checks)
{
    [Function(nameof(RunChecks))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "checks")] HttpRequest request, CancellationToken cancellationToken) =>
        checks.RunAsync(cancellationToken);
}
