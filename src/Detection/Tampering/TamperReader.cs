using System.Text.Json;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Requests;

namespace RootWatch.Detection.Tampering;

/// <summary>Reads the records that tell of tampering, by whomever. The spoke's rules forward the same calls; a test holds it.</summary>
internal static class TamperReader
{
    // What the calls that switch a watchman off have in common is their names.
    private static readonly (byte[] Source, TamperedThing Thing, byte[][] Calls)[] Controls =
    [
        ([.. "cloudtrail.amazonaws.com"u8], TamperedThing.CloudTrail, [[.. "StopLogging"u8], [.. "DeleteTrail"u8], [.. "UpdateTrail"u8], [.. "PutEventSelectors"u8]]),
        ([.. "config.amazonaws.com"u8], TamperedThing.Config, [[.. "StopConfigurationRecorder"u8], [.. "DeleteConfigurationRecorder"u8], [.. "DeleteDeliveryChannel"u8]]),
        ([.. "guardduty.amazonaws.com"u8], TamperedThing.GuardDuty,
            [[.. "DeleteDetector"u8], [.. "UpdateDetector"u8], [.. "StopMonitoringMembers"u8], [.. "DisassociateMembers"u8], [.. "DisassociateFromAdministratorAccount"u8], [.. "DisassociateFromMasterAccount"u8]]),
    ];

    // Where RootWatch's own parts live, and what may be done to them every day.
    private static readonly byte[][] Homes =
    [
        [.. "events.amazonaws.com"u8], [.. "scheduler.amazonaws.com"u8], [.. "sns.amazonaws.com"u8], [.. "sqs.amazonaws.com"u8],
        [.. "iam.amazonaws.com"u8], [.. "monitoring.amazonaws.com"u8], [.. "cloudformation.amazonaws.com"u8],
    ];

    private static readonly byte[][] Harmless = [[.. "CreateChangeSet"u8], [.. "DeleteChangeSet"u8], [.. "TagResource"u8], [.. "UntagResource"u8]];

    /// <summary>The calls that are tampering whatever they ask for.</summary>
    public static IEnumerable<byte[]> Calls { get; } = [.. Controls.SelectMany(control => control.Calls)];

    /// <summary>Null where the record tells of none, and then nothing is allocated.</summary>
    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    public static TamperRecord? Read(ReadOnlySpan<byte> bytes)
    {
        var record = new RecordFields(bytes);

        // What CloudFormation does by itself is known from the call that asked it to.
        return !record.Is(RecordField.SourceIp, "cloudformation.amazonaws.com"u8) && ThingOf(record) is { } thing ? Read(record, thing, bytes) : null;
    }

    private static TamperRecord Read(in RecordFields record, TamperedThing thing, ReadOnlySpan<byte> bytes) =>
        new(
            thing,
            record.Id(RecordField.EventId) ?? RootRecordReader.Hash(bytes),
            record.Time(RecordField.EventTime),
            record.Cut(RecordField.EventSource) ?? string.Empty,
            record.Cut(RecordField.EventName) ?? string.Empty,
            AwsNames.Account(record.Text(RecordField.Recipient) ?? record.Text(RecordField.IdentityAccount)) ?? AwsNames.UnknownAccount,
            AwsNames.Region(record.Text(RecordField.Region)),
            record.Cut(RecordField.IdentityArn) ?? record.Cut(RecordField.IdentityPrincipal) ?? record.Cut(RecordField.IdentityInvokedBy),
            record.Cut(RecordField.SourceIp),
            record.Has(RecordField.ErrorCode));

    private static TamperedThing? ThingOf(in RecordFields record)
    {
        foreach (var (source, thing, calls) in Controls)
        {
            if (record.Is(RecordField.EventSource, source))
            {
                return record.IsOneOf(RecordField.EventName, calls) ? thing : null;
            }
        }

        return record.IsOneOf(RecordField.EventSource, Homes) && record.Flag(RecordField.ReadOnly) is false && !record.IsOneOf(RecordField.EventName, Harmless) && RootWatchName.IsInRequest(record.Json(RecordField.Request))
            ? TamperedThing.RootWatch
            : null;
    }
}
