namespace RootWatch.SideBySide.Data;

/// <summary>A call that others than root make, and how often.</summary>
/// <param name="Service">The first part of its source.</param>
/// <param name="Name">Its name.</param>
/// <param name="Weight">How often it comes, of the sum of all weights.</param>
/// <param name="Shape">What its request holds.</param>
/// <param name="IsRead">Whether it only reads.</param>
internal sealed record Call(string Service, string Name, int Weight, RequestShape Shape, bool IsRead = true)
{
    // Reads mostly. The sources of the last seven are those of tampering: 0.5 % together.
    private static readonly Call[] All =
    [
        new("ec2", "DescribeInstances", 1400, RequestShape.Filters),
        new("ec2", "DescribeNetworkInterfaces", 900, RequestShape.Filters),
        new("ec2", "DescribeVolumes", 500, RequestShape.Ids),
        new("ec2", "CreateTags", 120, RequestShape.Ids, IsRead: false),
        new("ec2", "RunInstances", 60, RequestShape.Ids, IsRead: false),
        new("sts", "AssumeRole", 1500, RequestShape.Role),
        new("sts", "GetCallerIdentity", 500, RequestShape.None),
        new("kms", "Decrypt", 1200, RequestShape.Key),
        new("kms", "GenerateDataKey", 500, RequestShape.Key),
        new("s3", "GetBucketAcl", 500, RequestShape.Bucket),
        new("s3", "GetBucketLocation", 400, RequestShape.Bucket),
        new("s3", "PutBucketTagging", 40, RequestShape.Bucket, IsRead: false),
        new("logs", "DescribeLogStreams", 500, RequestShape.Log),
        new("logs", "CreateLogStream", 300, RequestShape.Log, IsRead: false),
        new("lambda", "GetFunction20150331v2", 300, RequestShape.Name),
        new("dynamodb", "DescribeTable", 400, RequestShape.Name),
        new("ssm", "DescribeInstanceInformation", 250, RequestShape.Filters),
        new("ssm", "GetParameter", 300, RequestShape.Name),
        new("secretsmanager", "GetSecretValue", 250, RequestShape.Name),
        new("elasticloadbalancing", "DescribeTargetHealth", 300, RequestShape.Name),
        new("autoscaling", "DescribeAutoScalingGroups", 250, RequestShape.Filters),
        new("ecs", "DescribeTasks", 250, RequestShape.Ids),
        new("rds", "DescribeDBInstances", 200, RequestShape.Name),
        new("eks", "DescribeCluster", 100, RequestShape.Name),
        new("tagging", "GetResources", 120, RequestShape.Filters),
        new("cloudtrail", "DescribeTrails", 14, RequestShape.None),
        new("config", "PutEvaluations", 14, RequestShape.Name, IsRead: false),
        new("guardduty", "ListDetectors", 10, RequestShape.None),
        new("iam", "GetRole", 8, RequestShape.Name),
        new("events", "PutRule", 4, RequestShape.Name, IsRead: false),
        new("sqs", "CreateQueue", 4, RequestShape.Name, IsRead: false),
        new("cloudformation", "DescribeStacks", 4, RequestShape.Name),
    ];

    private static readonly Call[] Reads = [.. All.Where(static call => call.IsRead)];

    public string Source => $"{Service}.amazonaws.com";

    public static Call Any(Random random) => Pick(All, random);

    public static Call AnyRead(Random random) => Pick(Reads, random);

    private static Call Pick(Call[] calls, Random random)
    {
        var at = random.Next(calls.Sum(static call => call.Weight));
        return calls.First(call => (at -= call.Weight) < 0);
    }
}
