using RootWatch.Cli.Deploy.Azure;

namespace RootWatch.Cli.Deploy;

/// <summary>Which of a group's resources are RootWatch's, and in which order they can be deleted.</summary>
internal static class RemovalOrder
{
    // Whoever uses something goes before it: alerts before their action group, the app before its plan, identity and storage.
    private static readonly string[][] Waves =
    [
        ["microsoft.insights/scheduledqueryrules", "microsoft.insights/activitylogalerts", "microsoft.eventgrid/systemtopics"],
        ["microsoft.insights/actiongroups", "microsoft.web/sites"],
        ["microsoft.web/serverfarms", "microsoft.insights/components", "microsoft.network/privateendpoints"],
        ["microsoft.network/privatednszones/virtualnetworklinks"],
        ["microsoft.operationalinsights/workspaces", "microsoft.network/privatednszones", "microsoft.keyvault/vaults", "microsoft.storage/storageaccounts"],
        ["microsoft.network/virtualnetworks", "microsoft.managedidentity/userassignedidentities"],
        ["microsoft.network/networksecuritygroups"],
    ];

    /// <param name="resources">All resources of the group.</param>
    public static IEnumerable<IReadOnlyList<AzureResource>> Of(IReadOnlyList<AzureResource> resources) =>
        Waves.Select(types => resources.Where(resource => resource.IsOwn && types.Any(resource.Is)).ToList());
}
