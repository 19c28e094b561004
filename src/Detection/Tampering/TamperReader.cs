using System.Text.Json;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Requests;

namespace RootWatch.Detection.Tampering;

/// <summary>Reads the records that tell of tampering, by whomever. The spoke's rules forward the same calls; a test holds it.</summary>
internal static class TamperReader
{
    // What the calls that switch a watchman off have in common is their names.
    private static readonly Dictionary<string, (TamperedThing Thing, string[] Calls)> Controls = new(StringComparer.OrdinalIgnoreCase)
    {
        ["cloudtrail.amazonaws.com"] = (TamperedThing.CloudTrail, ["StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors"]),
        ["config.amazonaws.com"] = (TamperedThing.Config, ["StopConfigurationRecorder", "DeleteConfigurationRecorder", "DeleteDeliveryChannel"]),
        ["guardduty.amazonaws.com"] = (TamperedThing.GuardDuty,
            ["DeleteDetector", "UpdateDetector", "StopMonitoringMembers", "DisassociateMembers", "DisassociateFromAdministratorAccount", "DisassociateFromMasterAccount"]),
    };

    // Where RootWatch's own parts live, and what may be done to them every day.
    private static readonly string[] Homes =
        ["events.amazonaws.com", "scheduler.amazonaws.com", "sns.amazonaws.com", "sqs.amazonaws.com", "iam.amazonaws.com", "monitoring.amazonaws.com", "cloudformation.amazonaws.com"];

    private static readonly string[] Harmless = ["CreateChangeSet", "DeleteChangeSet", "TagResource", "UntagResource"];

    /// <summary>Null where the record tells of none.</summary>
    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    public static TamperRecord? Read(ReadOnlySpan<byte> bytes)
    {
        using var document = RecordJson.Parse(bytes);
        var record = document.RootElement;
        var source = record.Text("eventSource") ?? string.Empty;
        var name = record.Text("eventName") ?? string.Empty;

        // What CloudFormation does by itself is known from the call that asked it to.
        if (record.Text("sourceIPAddress") is "cloudformation.amazonaws.com" || ThingOf(record, source, name) is not { } thing)
        {
            return null;
        }

        return new TamperRecord(
            thing,
            record.Id("eventID") ?? RootRecordReader.Hash(bytes),
            record.Time("eventTime"),
            source.Cut(),
            name.Cut(),
            AwsNames.Account(record.Text("recipientAccountId") ?? record.Text("userIdentity", "accountId")) ?? AwsNames.UnknownAccount,
            AwsNames.Region(record.Text("awsRegion")),
            (record.Text("userIdentity", "arn") ?? record.Text("userIdentity", "principalId") ?? record.Text("userIdentity", "invokedBy"))?.Cut(),
            record.Text("sourceIPAddress")?.Cut(),
            record.Text("errorCode") is not null);
    }

    private static TamperedThing? ThingOf(JsonElement record, string source, string name) =>
        Controls.TryGetValue(source, out var control) && control.Calls.Contains(name, StringComparer.Ordinal) ? control.Thing
        : Homes.Contains(source, StringComparer.OrdinalIgnoreCase) && record.Flag("readOnly") is false && !Harmless.Contains(name, StringComparer.Ordinal) && RootWatchName.IsIn(record.At("requestParameters"))
            ? TamperedThing.RootWatch
            : null;
}
