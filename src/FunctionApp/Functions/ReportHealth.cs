using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Health;

namespace RootWatch.FunctionApp.Functions;

/// <summary>Where monitors look.</summary>
public sealed class ReportHealth(HealthEndpoint health)
{
    [Function(nameof(ReportHealth))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health")] HttpRequest request, CancellationToken cancellationToken) =>
        health.ReportAsync(cancellationToken);
}
