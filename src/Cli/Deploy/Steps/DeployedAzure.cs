using RootWatch.Cli.Deploy.Azure;
using RootWatch.Cli.Deploy.Entra;

namespace RootWatch.Cli.Deploy.Steps;

/// <summary>Azure's side, as it was deployed.</summary>
/// <param name="Outputs">What the template put out.</param>
/// <param name="NewClientSecret">The client secret that this run made for EventBridge; null where the hub has a good one.</param>
internal sealed record DeployedAzure(BicepOutputs Outputs, ClientSecret? NewClientSecret);
