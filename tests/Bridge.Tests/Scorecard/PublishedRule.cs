using System.Text.Json;

namespace RootWatch.Bridge.Tests.Scorecard;

/// <summary>A published rule's logic, restated in a line.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Source">Where it is published.</param>
/// <param name="Flags">Whether it flags a record.</param>
internal sealed record PublishedRule(string Name, string Source, Func<JsonElement, bool> Flags)
{
    /// <summary>What counts as the same alert; by itself every record is one.</summary>
    public Func<JsonElement, string> SameAlert { get; init; } = record => Text(record, "eventID") ?? string.Empty;

    public static IReadOnlyList<PublishedRule> All { get; } =
    [
        new("The 2016 script", "restated from its description: an access key, and root's ARN", r => Text(r, "userIdentity", "accessKeyId") is { Length: > 0 } && Text(r, "userIdentity", "arn")?.EndsWith(":root", StringComparison.Ordinal) is true),
        new("CIS AWS Foundations, root usage", "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-1", r => IsRoot(r) && !IsInvoked(r) && !IsServiceEvent(r)),
        new("Sigma aws_root_account_usage", "https://github.com/SigmaHQ/sigma/blob/master/rules/cloud/aws/cloudtrail/aws_root_account_usage.yml", r => IsRoot(r) && !IsServiceEvent(r)),
        new("Panther AWS.Root.Activity", "https://github.com/panther-labs/panther-analysis/blob/main/rules/aws_cloudtrail_rules/aws_root_activity.py", r => IsRoot(r) && Text(r, "errorCode") is null && Text(r, "errorMessage") is null && !IsInvoked(r) && !IsServiceEvent(r) && Text(r, "eventName") is not "CreateServiceLinkedRole")
            { SameAlert = r => $"{Text(r, "sourceIPAddress")}:{Text(r, "recipientAccountId")}:{Text(r, "readOnly")}:{Text(r, "eventTime")?[..13]}" },
        new("Panther AWS.Console.RootLogin", "https://github.com/panther-labs/panther-analysis/blob/main/rules/aws_cloudtrail_rules/aws_console_root_login.py", IsLogin),
        new("Elastic, AWS Management Console Root Login", "https://github.com/elastic/detection-rules/blob/main/rules/integrations/aws/initial_access_console_login_root.toml", r => IsLogin(r) && Text(r, "eventSource") is "signin.amazonaws.com"),
        new("Falco, Console Root Login Without MFA", "https://github.com/falcosecurity/plugins/blob/main/plugins/cloudtrail/rules/aws_cloudtrail_rules.yaml", r => IsLogin(r) && Text(r, "additionalEventData", "MFAUsed") is "No"),
        new("StreamAlert cloudtrail_root_account_usage", "https://github.com/airbnb/streamalert/blob/master/rules/community/cloudwatch_events/cloudtrail_root_account_usage.py", r => IsRoot(r) && !IsInvoked(r) && !IsServiceEvent(r)),
    ];

    private static bool IsRoot(JsonElement record) => Text(record, "userIdentity", "type") is "Root";

    private static bool IsInvoked(JsonElement record) => Text(record, "userIdentity", "invokedBy") is not null;

    private static bool IsServiceEvent(JsonElement record) => Text(record, "eventType") is "AwsServiceEvent";

    private static bool IsLogin(JsonElement record) => IsRoot(record) && Text(record, "eventName") is "ConsoleLogin" && Text(record, "responseElements", "ConsoleLogin") is "Success";

    private static string? Text(JsonElement record, params string[] path)
    {
        var value = record;
        foreach (var name in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                return null;
            }
        }

        return value.ValueKind is JsonValueKind.Null or JsonValueKind.Object ? null : value.ToString();
    }
}
