namespace RootWatch.Detection.Tests;

/// <summary>An event for each of the entries that know none by name.</summary>
internal static class Example
{
    private static readonly Dictionary<string, (string Source, string Name)> Events = new(StringComparer.Ordinal)
    {
        ["made-public"] = ("sns", "SetTopicAttributes"),
        ["compute-in-bulk"] = ("lightsail", "CreateInstances"),
        ["protection-on"] = ("guardduty", "CreateDetector"),
        ["denied-read"] = ("ec2", "DescribeInstances"),
        ["exposed"] = ("ram", "CreateResourceShare"),
        ["credential-created"] = ("iot", "CreateKeysAndCertificate"),
        ["way-in-created"] = ("sso", "CreateAccountAssignment"),
        ["protection-off"] = ("backup", "DeleteBackupSelection"),
        ["destroyed"] = ("eks", "DeleteCluster"),
        ["organization-changed"] = ("organizations", "MoveAccount"),
        ["domain-changed"] = ("route53", "ChangeResourceRecordSets"),
        ["money-committed"] = ("savingsplans", "CreateSavingsPlan"),
        ["used"] = ("codebuild", "StartBuild"),
        ["secret-read"] = ("lightsail", "GetInstanceAccessDetails"),
        ["content-read"] = ("athena", "GetQueryResults"),
        ["granted"] = ("ecr", "SetRepositoryPolicy"),
        ["created"] = ("sns", "CreateTopic"),
        ["changed"] = ("sns", "SetSubscriptionAttributes"),
        ["look"] = ("ec2", "DescribeInstances"),
    };

    public static (string Source, string Name) Of(string entry) => Events[entry];
}
