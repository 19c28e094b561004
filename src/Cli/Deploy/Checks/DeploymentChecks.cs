using RootWatch.Cli.Deploy.Settings;
using RootWatch.Cli.Redrive;
using RootWatch.Cli.Verify;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Deploy.Checks;

/// <summary>The commands redrive and verify, with what the deployment knows.</summary>
internal sealed class DeploymentChecks(DeploymentSettings settings, Func<CancellationToken, Task<AwsApi>> open) : IDeploymentChecks
{
    private string? SpokeRole => settings["ROOTWATCH_SPOKE_ROLE"] is { Length: > 0 } role ? role : null;

    /// <inheritdoc/>
    public async Task<bool> RedriveAsync(DeployedBridge bridge, CancellationToken cancellationToken)
    {
        try
        {
            using var aws = await open(cancellationToken);
            var redriver = new OrganizationRedriver(aws, settings.HubRegion, () => RedriveCommand.Open(new Uri(bridge.EventsUrl), bridge.OperatorKey));
            return await RedriveCommand.AllAsync(redriver, SpokeRole, settings.ExceptRegions, cancellationToken) == 0;
        }
        catch (AwsApiException failure)
        {
            throw new DeploymentException($"The queues cannot be read: {failure.Message}", failure);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> VerifyAsync(DeployedBridge bridge, CancellationToken cancellationToken)
    {
        var expected = new ExpectedDeployment(new Uri(bridge.EventsUrl), settings.HubRegion)
        {
            IdentityObjectId = bridge.IdentityObjectId,
            Audience = bridge.Audience,
            SpokeRole = SpokeRole,
            LeftOut = settings.ExceptRegions,
        };
        try
        {
            using var aws = await open(cancellationToken);
            return await VerifyCommand.RunAsync(aws, expected, bridge.OperatorKey, bridge.FunctionId, isFiring: true, asJson: false, cancellationToken) == 0;
        }
        catch (AwsApiException failure)
        {
            throw new DeploymentException($"Nothing was looked at: {failure.Message}", failure);
        }
    }
}
