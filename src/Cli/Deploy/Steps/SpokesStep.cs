using System.Text.Json.Nodes;
using RootWatch.Cli.Deploy.Aws;
using RootWatch.Cli.Deploy.Settings;

namespace RootWatch.Cli.Deploy.Steps;

/// <summary>Deploys the spokes: over the organization, into the account that does so, and into the hub's.</summary>
internal sealed class SpokesStep(DeploymentContext context)
{
    public const string StackName = "rootwatch-spoke";
    public const string OrganizationName = "rootwatch-organization";

    public static readonly IReadOnlyList<string> Queues = ["rootwatch-undelivered"];

    private DeploymentSettings Settings => context.Settings;

    /// <exception cref="DeploymentException">AWS refuses.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (stacks, stack) in await ListAsync(cancellationToken))
        {
            await stacks.DeployAsync(stack, cancellationToken);
        }
    }

    /// <summary>Every stack of spokes, and the account that it goes into.</summary>
    /// <exception cref="DeploymentException">AWS does not say which regions there are.</exception>
    public async Task<IReadOnlyList<(Stacks Account, StackDeployment Stack)>> ListAsync(CancellationToken cancellationToken)
    {
        List<(Stacks, StackDeployment)> all = [];
        if (Settings.HasHubSpokes)
        {
            all.AddRange((await RegionsAsync(context.Hub, cancellationToken)).Select(region => (context.Hub, Spoke(region))));
        }

        if (Settings.Units.Length > 0)
        {
            var regions = await RegionsAsync(context.Management, cancellationToken);
            all.Add((context.Management, Organization([.. regions.Where(region => region != Settings.GlobalRegion)])));

            // No StackSet of an organization reaches the account that it is deployed from.
            all.AddRange(regions.Select(region => (context.Management, Spoke(region))));
        }

        return all;
    }

    /// <summary>The regions that get a spoke, the global one first: those of the settings, or all that are enabled in the account.</summary>
    /// <exception cref="DeploymentException">AWS does not say.</exception>
    public async Task<IReadOnlyList<string>> RegionsAsync(Stacks account, CancellationToken cancellationToken)
    {
        var named = Settings.OtherRegions;
        if (named.Count == 0)
        {
            var listed = (await account.Aws.RunAsync(Settings.GlobalRegion, cancellationToken, "ec2", "describe-regions"))?["Regions"] as JsonArray ?? [];
            named = [.. listed.Where(region => (string?)region!["OptInStatus"] is not "not-opted-in").Select(region => (string)region!["RegionName"]!)];
            if (named.Count == 0)
            {
                throw new DeploymentException("AWS names no region that is enabled.");
            }
        }

        return [Settings.GlobalRegion, .. named.Except(Settings.ExceptRegions, StringComparer.Ordinal).Where(region => region != Settings.GlobalRegion).Order(StringComparer.Ordinal)];
    }

    private StackDeployment Spoke(string region) =>
        new(StackName, "spoke.yaml", region, new Dictionary<string, string>(Common(), StringComparer.Ordinal) { ["SecondBusArn"] = Settings["ROOTWATCH_SECOND_BUS_ARN"] }) { Queues = Queues };

    private StackDeployment Organization(IReadOnlyList<string> otherRegions) =>
        new(OrganizationName, "organization.yaml", Settings.GlobalRegion, new Dictionary<string, string>(Common(), StringComparer.Ordinal)
        {
            ["OrganizationalUnitIds"] = Settings.Units,
            ["OtherRegions"] = string.Join(',', otherRegions),
            ["CallAs"] = Settings["ROOTWATCH_CALL_AS"],
        });

    private Dictionary<string, string> Common() =>
        new(StringComparer.Ordinal)
        {
            ["HubBusArn"] = Settings.HubBusArn,
            ["HeartbeatMinutes"] = Settings["ROOTWATCH_HEARTBEAT_MINUTES"],
            ["KmsKeyId"] = Settings["ROOTWATCH_SPOKE_KMS_KEY"],
            ["ReaderExternalId"] = Settings["ROOTWATCH_READER_EXTERNAL_ID"],
            ["BridgeRoleArn"] = Settings.BridgeRoleArn,
        };
}
