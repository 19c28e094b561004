namespace RootWatch.Cli.Deploy.Checks;

/// <summary>What is looked at when all is deployed.</summary>
internal interface IDeploymentChecks
{
    /// <summary>Delivers what waits in dead-letter queues. True where nothing is left.</summary>
    Task<bool> RedriveAsync(DeployedBridge bridge, CancellationToken cancellationToken);

    /// <summary>Looks at everything and sends a test message through it. True where all is well.</summary>
    Task<bool> VerifyAsync(DeployedBridge bridge, CancellationToken cancellationToken);
}
