namespace RootWatch.Detection.CloudTrail;

/// <summary>What is known of AWS's partitions, by their names: aws, aws-cn, aws-us-gov …</summary>
public static class AwsPartition
{
    /// <summary>The region in which a partition keeps what belongs to no region, such as IAM's events.</summary>
    /// <param name="partition">The partition's name; an unknown one counts as aws.</param>
    public static string GlobalRegionOf(string partition) =>
        partition switch
        {
            "aws-cn" => "cn-north-1",
            "aws-us-gov" => "us-gov-west-1",
            "aws-eusc" => "eusc-de-east-1",
            "aws-iso" => "us-iso-east-1",
            "aws-iso-b" => "us-isob-east-1",
            "aws-iso-e" => "eu-isoe-west-1",
            "aws-iso-f" => "us-isof-south-1",
            _ => "us-east-1",
        };
}
