using Amazon;
using RootWatch.Bridge.AccountReader;
using RootWatch.Detection.LeftBehind;

namespace RootWatch.Bridge.LeftBehind;

/// <summary>What CloudTrail's event history is asked about a credential.</summary>
internal static class CredentialQuestions
{
    /// <param name="account">The account's 12 digits.</param>
    /// <param name="item">The credential.</param>
    /// <param name="region">The region that is asked.</param>
    /// <param name="regions">All regions of the account.</param>
    public static IEnumerable<(LookupKey Key, string Value)> Of(string account, LeftBehindItem item, string region, IReadOnlyList<string> regions)
    {
        var credential = item.Credential;

        // IAM's own events, by which credentials are taken away, stand in one region.
        var isGlobal = region == AwsPlaces.GlobalRegionAmong(regions);
        switch (credential.Kind)
        {
            case LeftBehindKind.AccessKey or LeftBehindKind.SessionToken:
                yield return (LookupKey.AccessKeyId, credential.Id);
                break;
            case LeftBehindKind.User or LeftBehindKind.LoginProfile:
                yield return (LookupKey.Username, credential.Id);
                break;
            case LeftBehindKind.Role:
                yield return (LookupKey.ResourceName, credential.ResourceId ?? $"arn:{PartitionOf(region)}:iam::{account}:role/{credential.Id}");
                break;
            case LeftBehindKind.KeyPair when region == (item.Region ?? region):
                yield return (LookupKey.ResourceName, credential.Id);
                break;
            default:
                break;
        }

        if (isGlobal && credential.Kind is not (LeftBehindKind.SessionToken or LeftBehindKind.RootSession or LeftBehindKind.KeyPair))
        {
            yield return (LookupKey.ResourceName, credential.Id);
        }
    }

    private static string PartitionOf(string region) => RegionEndpoint.GetBySystemName(region).PartitionName;
}
