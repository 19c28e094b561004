using RootWatch.Cli.Deploy.Checks;

namespace RootWatch.Infrastructure.Tests.Deploy.StandIns;

/// <summary>Redrives and verifies nothing; remembers with which key it was asked to.</summary>
internal sealed class RecordingChecks : IDeploymentChecks
{
    public List<DeployedBridge> Redriven { get; } = [];

    public List<DeployedBridge> Verified { get; } = [];

    public bool IsWell { get; set; } = true;

    public bool IsEmpty { get; set; } = true;

    public Task<bool> RedriveAsync(DeployedBridge bridge, CancellationToken cancellationToken)
    {
        Redriven.Add(bridge);
        return Task.FromResult(IsEmpty);
    }

    public Task<bool> VerifyAsync(DeployedBridge bridge, CancellationToken cancellationToken)
    {
        Verified.Add(bridge);
        return Task.FromResult(IsWell);
    }
}
