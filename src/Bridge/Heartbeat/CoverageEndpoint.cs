using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Incidents;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>Shows which accounts and regions are heard.</summary>
public sealed class CoverageEndpoint(Spokes spokes)
{
    public async Task<IResult> ShowAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Results.Json([.. await spokes.CoverageAsync(cancellationToken)], HeartbeatJson.Default.CoverageArray);
        }
        catch (StoreUnavailableException)
        {
            return Results.Problem("The ledger does not answer.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
