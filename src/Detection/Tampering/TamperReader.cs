using System.Text.Json;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Requests;

namespace RootWatch.Detection.Tampering;

/// <summary>Reads the records of tampering, whoever did it. The spoke's rules forward the same calls; a test checks that.</summary>
internal static class TamperReader
{
    // The services of RootWatch's own parts.
    private static readonly byte[][] Homes =
    [
        [.. "events.amazonaws.com"u8], [.. "scheduler.amazonaws.com"u8], [.. "sns.amazonaws.com"u8], [.. "sqs.amazonaws.com"u8],
        [.. "iam.amazonaws.com"u8], [.. "monitoring.amazonaws.com"u8], [.. "cloudformation.amazonaws.com"u8], [.. "secretsmanager.amazonaws.com"u8],
    ];

    /// <summary>The calls that may be tampering though they do not name RootWatch.</summary>
    public static IEnumerable<byte[]> Calls { get; } =
        [.. TamperCalls.Controls.SelectMany(control => control.Calls), .. TamperCalls.OfKey, .. TamperCalls.OfOidcProvider, .. TamperCalls.OfRole, .. TamperCalls.OfBus];

    /// <summary>Null where the record is about none, and then nothing is allocated.</summary>
    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    public static TamperRecord? Read(ReadOnlySpan<byte> bytes)
    {
        var record = new RecordFields(bytes);
        return ThingOf(record) is { } thing ? Read(record, thing, bytes) : null;
    }

    public static TamperRecord Read(in RecordFields record, TamperedThing thing, ReadOnlySpan<byte> bytes) =>
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
            record.Has(RecordField.ErrorCode))
        {
            IsRemoval = IsRemoval(record),
            IsThroughCloudFormation = record.Is(RecordField.EventSource, "cloudformation.amazonaws.com"u8) || IsByCloudFormation(record),
            IsByStackSets = HasStackSetsRole(record),
            Role = record.Cut(RecordField.IssuerArn),
            StackSet = record.Cut(RecordField.RequestedStackSet)?.Split(':')[0],
        };

    private static TamperedThing? ThingOf(in RecordFields record)
    {
        foreach (var (source, thing, calls) in TamperCalls.Controls)
        {
            if (record.Is(RecordField.EventSource, source) && record.IsOneOf(RecordField.EventName, calls))
            {
                return thing;
            }
        }

        return record.Flag(RecordField.ReadOnly) is not false || record.IsOneOf(RecordField.EventName, TamperCalls.Harmless) || IsRoutine(record) ? null
            : IsOwn(record) ? TamperedThing.RootWatch
            : IsFoundation(record) ? TamperedThing.Foundation
            : null;
    }

    // Only the service can assume a role of that path. StackSets makes hundreds of thousands of calls for an update, and the
    // call that asked for it says so; creating a role of that name to pass for StackSets is itself reported.
    private static bool IsRoutine(in RecordFields record) =>
        record.Contains(RecordField.IssuerArn, ":role/aws-service-role/"u8) || (IsByCloudFormation(record) && HasStackSetsRole(record));

    private static bool IsByCloudFormation(in RecordFields record) => record.EndsWith(RecordField.SourceIp, "cloudformation.amazonaws.com"u8);

    private static bool HasStackSetsRole(in RecordFields record) => record.Contains(RecordField.IssuerArn, ":role/stacksets-exec-"u8);

    private static bool IsOwn(in RecordFields record) =>
        record.Is(RecordField.EventSource, "kms.amazonaws.com"u8)
            ? record.IsOneOf(RecordField.EventName, TamperCalls.OfKey) || (record.IsOneOf(RecordField.EventName, TamperCalls.OfAlias) && NamesRootWatch(record))
            : record.IsOneOf(RecordField.EventSource, Homes) && NamesRootWatch(record);

    private static bool NamesRootWatch(in RecordFields record) => RootWatchName.IsInRequest(record.Json(RecordField.Request));

    private static bool IsFoundation(in RecordFields record) =>
        record.Is(RecordField.EventSource, "iam.amazonaws.com"u8)
            ? (record.IsOneOf(RecordField.EventName, TamperCalls.OfRole) && record.StartsWith(RecordField.RequestedRole, "stacksets-exec-"u8))
                || (record.IsOneOf(RecordField.EventName, TamperCalls.OfOidcProvider) && record.Contains(RecordField.Request, "oidc-provider/sts.windows.net/"u8))
            : record.Is(RecordField.EventSource, "events.amazonaws.com"u8) && IsDefaultBus(record);

    // The default bus carries every event: its policy keeps forged heartbeats out, and its key can silence it.
    private static bool IsDefaultBus(in RecordFields record) =>
        record.Is(RecordField.EventName, "UpdateEventBus"u8) ? record.IsWithin(RecordField.Request, "name", "default"u8) && record.Contains(RecordField.Request, "\"kmsKeyIdentifier\""u8)
        : (!record.Has(RecordField.RequestedBus) || record.Is(RecordField.RequestedBus, "default"u8) || record.EndsWith(RecordField.RequestedBus, ":event-bus/default"u8))
            && (record.Is(RecordField.EventName, "PutPermission"u8) ? record.Contains(RecordField.Request, "\"policy\""u8)
                : record.Is(RecordField.EventName, "RemovePermission"u8) && record.Flag(RecordField.RequestedRemovalOfAll) is true);

    private static bool IsRemoval(in RecordFields record)
    {
        foreach (var start in TamperCalls.Removals)
        {
            if (record.StartsWith(RecordField.EventName, start))
            {
                return true;
            }
        }

        return record.Is(RecordField.RequestedState, "DISABLED"u8) || record.Flag(RecordField.RequestedActions) is false || record.Flag(RecordField.RequestedProtection) is false;
    }
}
