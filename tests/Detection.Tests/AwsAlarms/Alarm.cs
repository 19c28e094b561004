using System.Text;
using System.Text.Json.Nodes;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Tests.AwsAlarms;

/// <summary>Alarms of AWS's as its services send them, with what a test changes.</summary>
internal static class Alarm
{
    public static RootRecord? Read(string sample, Action<JsonNode>? edit = null)
    {
        var envelope = JsonNode.Parse(Sample.Envelope(sample))!;
        edit?.Invoke(envelope);
        return Detector.ReadAwsAlarm(Encoding.UTF8.GetBytes(envelope.ToJsonString()));
    }

    /// <summary>A finding of GuardDuty's on root.</summary>
    public static RootRecord GuardDuty(string type = "Policy:IAMUser/RootCredentialUsage", double severity = 2, DateTimeOffset? seen = null, string? ip = "203.0.113.77", string? key = "ASIAI44QH8DHBEXAMPLE") =>
        Read("root-alarm-guardduty-root-credential-usage", envelope =>
        {
            var detail = envelope["detail"]!;
            (detail["type"], detail["severity"], detail["service"]!["eventLastSeen"]) = (type, severity, (seen ?? TestData.Morning).ToString("O"));
            detail["service"]!["action"]!["awsApiCallAction"]!["remoteIpDetails"]!["ipAddressV4"] = ip;
            detail["resource"]!["accessKeyDetails"]!["accessKeyId"] = key;
        })!;

    /// <summary>An event of AWS Health's about credentials.</summary>
    public static RootRecord? Health(string code, params string[] entities) =>
        Read("root-alarm-health-names-nobody", envelope =>
        {
            envelope["detail"]!["eventTypeCode"] = code;
            envelope["detail"]!["affectedEntities"] = new JsonArray([.. entities.Select(entity => new JsonObject { ["entityValue"] = entity })]);
        });
}
