using System.Buffers;

namespace RootWatch.Detection.Effects;

/// <summary>CloudTrail's names of services and actions, where they are not IAM's.</summary>
internal static class CloudTrailNames
{
    private const int DateDigits = 8;

    private static readonly string[] Ends = [".amazonaws.com", ".amazonaws.com.cn", ".amazonaws.eu", ".api.aws"];

    private static readonly SearchValues<char> VersionCharacters = SearchValues.Create("0123456789_v");

    // CloudTrail's source, and the IAM prefixes that its actions have.
    private static readonly Dictionary<string, string[]> Prefixes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["monitoring"] = ["cloudwatch"],
        ["email"] = ["ses"],
        ["ses"] = ["ses", "mobiletargeting"],
        ["sso-directory"] = ["sso-directory", "identitystore"],
        ["identitystore"] = ["identitystore", "sso-directory"],
        ["sso"] = ["sso", "sso-oauth"],
        ["tagging"] = ["tag"],
        ["s3"] = ["s3", "s3express", "s3-object-lambda"],
        ["cloudtrail"] = ["cloudtrail", "cloudtrail-data"],
        ["billingconsole"] = ["aws-portal", "billing", "account"],
        ["trustedadvisor"] = ["trustedadvisor", "support"],
        ["support"] = ["support", "trustedadvisor"],
        ["resource-groups"] = ["resource-groups", "resource-explorer"],
        ["execute-api"] = ["execute-api", "apigateway"],
        ["bedrock-runtime"] = ["bedrock"],
        ["bedrock-agent"] = ["bedrock"],
        ["bedrock-agent-runtime"] = ["bedrock"],
        ["runtime.sagemaker"] = ["sagemaker"],
        ["runtime.lex"] = ["lex"],
        ["models.lex"] = ["lex"],
        ["models-v2-lex"] = ["lex"],
        ["data.iot"] = ["iot"],
        ["iotdata"] = ["iot"],
        ["api.ecr"] = ["ecr"],
        ["data.mediastore"] = ["mediastore"],
        ["opensearch"] = ["es", "opensearch"],
        ["opensearchservice"] = ["es"],
        ["location"] = ["geo"],
        ["pinpoint"] = ["mobiletargeting"],
        ["sms-voice.pinpoint"] = ["sms-voice"],
        ["voice-chime"] = ["chime"],
        ["ec2-instance-connect"] = ["ec2-instance-connect", "ec2"],
        ["catalog.marketplace"] = ["aws-marketplace"],
        ["agreement-marketplace"] = ["aws-marketplace"],
        ["entitlement.marketplace"] = ["aws-marketplace"],
        ["metering-marketplace"] = ["aws-marketplace"],
        ["marketplace"] = ["aws-marketplace", "aws-marketplace-management"],
        ["kinesisanalytics-v2"] = ["kinesisanalytics"],
        ["timestream-write"] = ["timestream"],
        ["timestream-query"] = ["timestream"],
        ["mturk-requester"] = ["mechanicalturk"],
        ["servicecatalog-appregistry"] = ["servicecatalog"],
        ["codestar-connections"] = ["codestar-connections", "codeconnections"],
        ["codeconnections"] = ["codeconnections", "codestar-connections"],
        ["migrationhub"] = ["mgh"],
        ["prometheus"] = ["aps"],
        ["verified-access"] = ["verified-access", "ec2"],
    };

    // S3's records keep the names that its API had when they were new; one permission serves several of Bedrock's calls.
    private static readonly Dictionary<string, string> BedrockNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Converse"] = "InvokeModel",
        ["ConverseStream"] = "InvokeModelWithResponseStream",
        ["InvokeModelWithBidirectionalStream"] = "InvokeModelWithResponseStream",
    };

    private static readonly Dictionary<string, string> S3Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ListBuckets"] = "ListAllMyBuckets",
        ["HeadBucket"] = "ListBucket",
        ["ListObjects"] = "ListBucket",
        ["ListObjectVersions"] = "ListBucketVersions",
        ["ListObjectsV2"] = "ListBucket",
        ["GetBucketLifecycle"] = "GetLifecycleConfiguration",
        ["GetBucketLifecycleConfiguration"] = "GetLifecycleConfiguration",
        ["PutBucketLifecycle"] = "PutLifecycleConfiguration",
        ["PutBucketLifecycleConfiguration"] = "PutLifecycleConfiguration",
        ["DeleteBucketLifecycle"] = "PutLifecycleConfiguration",
        ["GetBucketEncryption"] = "GetEncryptionConfiguration",
        ["PutBucketEncryption"] = "PutEncryptionConfiguration",
        ["GetBucketReplication"] = "GetReplicationConfiguration",
        ["PutBucketReplication"] = "PutReplicationConfiguration",
        ["GetObjectLockConfiguration"] = "GetBucketObjectLockConfiguration",
        ["PutObjectLockConfiguration"] = "PutBucketObjectLockConfiguration",
        ["GetPublicAccessBlock"] = "GetBucketPublicAccessBlock",
        ["PutPublicAccessBlock"] = "PutBucketPublicAccessBlock",
        ["GetBucketNotificationConfiguration"] = "GetBucketNotification",
        ["PutBucketNotificationConfiguration"] = "PutBucketNotification",
        ["CreateMultipartUpload"] = "PutObject",
        ["CompleteMultipartUpload"] = "PutObject",
        ["CopyObject"] = "PutObject",
        ["UploadPart"] = "PutObject",
        ["DeleteObjects"] = "DeleteObject",
        ["HeadObject"] = "GetObjectAttributes",
    };

    /// <summary>A source without its domain: "iam" of iam.amazonaws.com.</summary>
    public static string ServiceOf(string eventSource) =>
        Array.Find(Ends, end => eventSource.EndsWith(end, StringComparison.OrdinalIgnoreCase)) is { } end ? eventSource[..^end.Length] : eventSource;

    /// <summary>The IAM prefixes that a service's actions may have, the likeliest first.</summary>
    public static IEnumerable<string> PrefixesOf(string service) =>
        Prefixes.TryGetValue(service, out var prefixes) ? prefixes : [service, service[(service.LastIndexOf('.') + 1)..]];

    /// <summary>An event's name without its version: "CreateFunction" of CreateFunction20150331, "CreateDistribution" of CreateDistribution2020_05_31.</summary>
    public static string ActionOf(string service, string eventName)
    {
        var name = WithoutVersion(eventName);
        var names = service.Equals("s3", StringComparison.OrdinalIgnoreCase) ? S3Names
            : service.StartsWith("bedrock", StringComparison.OrdinalIgnoreCase) ? BedrockNames
            : null;
        return names?.GetValueOrDefault(name) ?? name;
    }

    // A date, perhaps with underscores, and perhaps with "v2" behind it. A name that merely ends in a digit or two keeps them.
    public static string WithoutVersion(string eventName)
    {
        var end = eventName.AsSpan().LastIndexOfAnyExcept(VersionCharacters) + 1;
        var version = eventName.AsSpan(end);
        var date = version.IndexOf('v') is > 0 and var v ? version[..v] : version;
        return end > 0 && date.Length - date.Count('_') == DateDigits && !date.Contains('v') ? eventName[..end] : eventName;
    }
}
