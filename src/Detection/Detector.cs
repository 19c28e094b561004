using System.Text.Json;
using RootWatch.Detection.AwsAlarms;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;
using RootWatch.Detection.Tampering;

namespace RootWatch.Detection;

/// <summary>
/// Says whether a CloudTrail record concerns root, and assesses it. Pure and deterministic: the same
/// bytes, history and policy give the same finding. Safe to use from many threads.
/// </summary>
public static class Detector
{
    /// <summary>
    /// The first look at a record, at the speed of a search for words: could it concern root, or be tampering? It may say
    /// yes wrongly, but never no. <see cref="Read"/> and <see cref="ReadTampering"/> begin with it.
    /// </summary>
    /// <param name="record">As for <see cref="Read"/>. Anything that is not JSON may get either answer.</param>
    public static bool MayMatter(ReadOnlySpan<byte> record) => RecordFilter.MayMatter(record);

    /// <summary>Reads one CloudTrail record.</summary>
    /// <param name="record">The record as UTF-8 JSON: an envelope's <c>detail</c>, or one of a log file's <c>Records</c>.</param>
    /// <returns>What it says; null where it does not concern root, and then nothing is allocated.</returns>
    /// <exception cref="JsonException">The bytes are not JSON. A record that does not concern root need not be read for that.</exception>
    public static RootRecord? Read(ReadOnlySpan<byte> record) =>
        RecordFilter.MayMatter(record) ? RootRecordReader.Read(record) : null;

    /// <summary>Reads one of AWS Sign-In's own events of detail-type "Sign-in Anomaly Alert", which CloudTrail does not deliver.</summary>
    /// <param name="envelope">EventBridge's whole envelope as UTF-8 JSON.</param>
    /// <returns>What it says; null where it names somebody other than root.</returns>
    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    public static RootRecord? ReadSignInAlert(ReadOnlySpan<byte> envelope) => SignInAlertReader.Read(envelope);

    /// <summary>Reads one of AWS's own alarms: a finding of GuardDuty's, an event of AWS Health's, a check of Trusted Advisor's.</summary>
    /// <param name="envelope">EventBridge's whole envelope as UTF-8 JSON.</param>
    /// <returns>What it says; null where it is not about root.</returns>
    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    public static RootRecord? ReadAwsAlarm(ReadOnlySpan<byte> envelope) => AwsAlarmReader.Read(envelope);

    /// <summary>Reads one CloudTrail record that does not concern root.</summary>
    /// <param name="record">As for <see cref="Read"/>.</param>
    /// <returns>What was done to CloudTrail, Config, GuardDuty or RootWatch itself; null for everything else, and then nothing is allocated.</returns>
    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    public static TamperRecord? ReadTampering(ReadOnlySpan<byte> record) =>
        RecordFilter.MayMatter(record) ? TamperReader.Read(record) : null;

    /// <summary>Reads one CloudTrail record of a change set whose name alone does not say whether its stack is RootWatch's.</summary>
    /// <param name="record">As for <see cref="Read"/>.</param>
    /// <returns>One of RootWatch's was created, or anybody's was executed; null for everything else, and then nothing is allocated.</returns>
    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    public static ChangeSet? ReadChangeSet(ReadOnlySpan<byte> record) =>
        RecordFilter.MayMatter(record) ? ChangeSetReader.Read(record) : null;

    /// <summary>Assesses one record by itself, as the first that is known of its account.</summary>
    /// <param name="record">As for <see cref="Read"/>.</param>
    /// <returns>The finding; null where the record does not concern root.</returns>
    /// <exception cref="JsonException">As for <see cref="Read"/>.</exception>
    public static Finding? Detect(ReadOnlySpan<byte> record) =>
        Read(record) is { } root ? AccountHistory.Empty.Add(root, arrived: null, DetectionPolicy.None).Finding : null;
}
