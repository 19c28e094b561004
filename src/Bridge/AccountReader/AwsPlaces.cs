using Amazon;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Bridge.Reconciliation;
using RootWatch.Bridge.Settings;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Bridge.AccountReader;

/// <summary>Where the services are called that tell about accounts. Partition and home region are the topic's; without a topic, the role's partition and its global region.</summary>
/// <remarks>https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html</remarks>
internal sealed class AwsPlaces(IOptions<ReconcileOptions> reconcile, IOptions<SnsOptions> sns, IOptions<AwsOptions> aws)
{
    private readonly Lazy<RegionEndpoint> _home = new(() => HomeOf(sns.Value, aws.Value));

    /// <summary>aws, aws-cn, aws-us-gov …</summary>
    public string Partition => Home.PartitionName;

    public AwsPlace Sts => new("STS", "sts", Home, Ending(aws.Value.StsServiceUrl ?? reconcile.Value.ServiceUrl ?? Regional("sts", Home)));

    public AwsPlace Iam => At("IAM", "iam", Global, IamHost());

    public AwsPlace Ec2 => At("EC2", "ec2", Global);

    public AwsPlace Account => At("Account Management", "account", Partition is "aws-cn" ? RegionEndpoint.CNNorthWest1 : Global);

    public AwsPlace Organizations => At("Organizations", "organizations", Partition is "aws-cn" ? RegionEndpoint.CNNorthWest1 : Global);

    private RegionEndpoint Home => _home.Value;

    private RegionEndpoint Global => RegionEndpoint.GetBySystemName(AwsPartition.GlobalRegionOf(Partition));

    public AwsPlace CloudTrail(string region)
    {
        var at = RegionEndpoint.GetBySystemName(region);
        return new AwsPlace("CloudTrail", "cloudtrail", at, Ending(reconcile.Value.CloudTrailServiceUrl ?? reconcile.Value.ServiceUrl ?? Regional("cloudtrail", at)));
    }

    /// <summary>Which of an account's regions keeps what belongs to no region; null where there are none.</summary>
    public static string? GlobalRegionAmong(IReadOnlyList<string> regions) =>
        regions.FirstOrDefault(static region => region == AwsPartition.GlobalRegionOf(RegionEndpoint.GetBySystemName(region).PartitionName)) ?? (regions.Count > 0 ? regions[0] : null);

    private static RegionEndpoint HomeOf(SnsOptions sns, AwsOptions aws)
    {
        if (sns.HasTopic)
        {
            return sns.TopicRegion();
        }

        var partition = !Secret.IsUnresolved(aws.RoleArn) && Arn.TryParse(aws.RoleArn, out var role) ? role.Partition : "aws";
        return RegionEndpoint.GetBySystemName(AwsPartition.GlobalRegionOf(partition));
    }

    private static Uri Regional(string service, RegionEndpoint region) => new($"https://{service}.{region.SystemName}.{region.PartitionDnsSuffix}/");

    // What is called below it must not take the place of its last part.
    private static Uri Ending(Uri url) => url.AbsoluteUri.EndsWith('/') ? url : new Uri(url.AbsoluteUri + "/");

    private AwsPlace At(string name, string service, RegionEndpoint region, Uri? own = null) =>
        new(name, service, region, Ending(reconcile.Value.ServiceUrl ?? own ?? Regional(service, region)));

    // One endpoint a partition, which only in some of them names a region.
    private Uri? IamHost() =>
        Partition switch
        {
            "aws" => new Uri("https://iam.amazonaws.com/"),
            "aws-us-gov" => new Uri("https://iam.us-gov.amazonaws.com/"),
            _ => null,
        };
}
