using System.Text.Json;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.AwsAlarms;

/// <summary>
/// Reads AWS Health's events about credentials. They name the key, and usually not its owner. Only one that clearly
/// names somebody else is not root's. Health also sends each to a second region, and again when it changes: all are one.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html</remarks>
internal static class HealthReader
{
    // AWS can quarantine users and roles, but not root.
    private const string Quarantine = "AWS_RISK_IAM_QUARANTINE";

    public static RootRecord? Read(JsonElement envelope)
    {
        var detail = envelope.At("detail");
        var code = detail.Text("eventTypeCode") ?? string.Empty;
        var entities = EntitiesOf(envelope, detail).ToList();
        var owners = entities.Select(Owners.Of).ToHashSet();
        if (!code.StartsWith("AWS_RISK_", StringComparison.OrdinalIgnoreCase)
            || "closed".Equals(detail.Text("statusCode"), StringComparison.OrdinalIgnoreCase)
            || (!owners.Contains(Owner.Root) && (owners.Contains(Owner.SomebodyElse) || code.Equals(Quarantine, StringComparison.OrdinalIgnoreCase))))
        {
            return null;
        }

        var account = AwsNames.Account(detail.Text("affectedAccount"));
        var key = entities.Find(Owners.IsKey)?.AsId();
        var id = detail.Text("eventArn") is { } arn ? $"{arn}/{account ?? envelope.Text("account")}/{key}" : null;
        var record = AlarmRecord.Of(envelope, "health", code, id, new AlarmFacts(Severity.Informational, owners.Contains(Owner.Root)));
        return record with
        {
            EventTime = detail.Time("startTime") ?? record.EventTime,
            Account = account ?? record.Account,
            Region = AwsNames.Region(detail.Text("eventRegion")) ?? record.Region,
            AccessKeyId = key,
        };
    }

    private static IEnumerable<string> EntitiesOf(JsonElement envelope, JsonElement detail) =>
        detail.Items("affectedEntities").Select(entity => entity.Text("entityValue"))
            .Concat(envelope.Items("resources").Select(resource => resource.Text())).OfType<string>();
}
