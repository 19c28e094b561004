using Amazon;

namespace RootWatch.Cli.Aws;

/// <summary>What the regions of one partition have in common.</summary>
internal static class Partition
{
    /// <summary>Where a partition records root's sign-ins and IAM's calls, so that spokes there can never be left out.</summary>
    public static readonly IReadOnlyList<string> GlobalRegions = ["us-east-1", "cn-north-1", "us-gov-west-1"];

    public static string Of(string region) => RegionEndpoint.GetBySystemName(region).PartitionName;

    public static string GlobalRegionOf(string region) =>
        Of(region) switch
        {
            "aws-cn" => "cn-north-1",
            "aws-us-gov" => "us-gov-west-1",
            _ => "us-east-1",
        };
}
