using RootWatch.Bridge.AccountReader;
using RootWatch.Detection.Response.Resources;

namespace RootWatch.Bridge.Response;

/// <summary>What CloudTrail's event history is asked about a resource of a response plan.</summary>
internal static class ResourceQuestions
{
    /// <param name="account">The account's 12 digits.</param>
    /// <param name="resource">The resource, and what root did to it.</param>
    /// <param name="regions">The regions that are enabled in the account.</param>
    /// <param name="from">The earliest time of an event, UTC.</param>
    /// <param name="to">The latest time of an event, UTC.</param>
    public static IEnumerable<EventLookup> Of(string account, AffectedResource resource, IReadOnlyList<string> regions, DateTimeOffset from, DateTimeOffset to)
    {
        var calls = ResourceHistory.CallsThatUndo(resource);
        if (IsCredential(resource) || calls.Count == 0 || (resource.Region ?? AwsPlaces.GlobalRegionAmong(regions)) is not { } region || !regions.Contains(region, StringComparer.Ordinal))
        {
            return [];
        }

        // Few calls switch something on or create it again. Those that delete may be many, so they are found by what they delete.
        return resource.Change is ResourceChange.Removed or ResourceChange.Deactivated ? calls.Select(call => new EventLookup(account, region, LookupKey.EventName, call, from, to))
            : (resource.Owner ?? resource.Id) is { } name ? [new EventLookup(account, region, LookupKey.ResourceName, name, from, to)]
            : [];
    }

    // What is left behind is asked about already.
    private static bool IsCredential(AffectedResource resource) =>
        resource is { Change: ResourceChange.Made, Kind: ResourceKind.RootAccessKey or ResourceKind.AccessKey or ResourceKind.LoginProfile or ResourceKind.User or ResourceKind.Role or ResourceKind.KeyPair };
}
