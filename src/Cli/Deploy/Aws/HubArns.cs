using RootWatch.Cli.Deploy.Settings;

namespace RootWatch.Cli.Deploy.Aws;

/// <summary>What the function must know of the hub.</summary>
/// <param name="Topic">The alert topic.</param>
/// <param name="AmazonQTopic">Amazon Q's topic; empty for none.</param>
/// <param name="BridgeRole">The role that the function assumes.</param>
internal sealed record HubArns(string Topic, string AmazonQTopic, string BridgeRole)
{
    /// <summary>What the hub puts out; before it is there, what its fixed names will be.</summary>
    public static HubArns Of(DeploymentSettings settings, Stack? hub) =>
        new(
            Output(hub, "TopicArn") ?? settings.TopicArn,
            settings.HasAmazonQ ? Output(hub, "AmazonQTopicArn") ?? settings.AmazonQTopicArn : string.Empty,
            Output(hub, "BridgeRoleArn") ?? settings.BridgeRoleArn);

    private static string? Output(Stack? hub, string name) => hub?.Outputs.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
