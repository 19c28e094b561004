using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Recording;
using RootWatch.Detection;
using RootWatch.Detection.Tampering;

namespace RootWatch.Bridge.Ingestion;

/// <summary>The words of notices about tampering by others than root.</summary>
internal static class TamperingNotices
{
    /// <summary>Named after the record, so that each is sent once.</summary>
    public static Notice Of(TamperRecord record) =>
        new(
            NoticeKind.Tampering,
            $"system-tampering-{LedgerKeys.HashOf(record.EventId)}",
            SeverityOf(record),
            $"Somebody other than root {(record.Failed ? "tried to turn off or change" : "turned off or changed")} {Name(record.Thing)}{(record.IsThroughCloudFormation ? " through CloudFormation" : string.Empty)}.",
            [
                new Fact("Time", record.EventTime is { } time ? Phrases.Utc(time) : "unknown"),
                new Fact("Source", record.SourceIp ?? "unknown"),
                new Fact("Who", record.Who ?? "unknown"),
                new Fact("Event", $"{record.EventSource} {record.EventName}"),
                new Fact("Outcome", record.Failed ? "Refused" : "Succeeded"),
                new Fact("Account", record.Account),
                new Fact("Region", record.Region ?? "unknown"),
                new Fact("CloudTrail event", record.EventId),
            ],
            [
                "From now on, root use may go unnoticed.",
                "Ask who it was. If nobody knows, turn it on again and look in CloudTrail for what else they did.",
                .. record.IsThroughCloudFormation ? [$"One update makes many calls. For an hour you will not hear about each further {(record.IsRemoval ? "removal" : "change")} of this kind {Where(record)}."] : Array.Empty<string>(),
            ])
        { Account = record.Account, Verdict = record.Failed ? "tampering attempt failed" : null };

    // An update of RootWatch's stacks is usually our own; a removal, or a change outside CloudFormation, is not.
    private static Severity SeverityOf(TamperRecord record) =>
        record.Thing != TamperedThing.RootWatch ? Severity.High
        : record is { IsThroughCloudFormation: true, IsRemoval: false } ? Severity.Medium
        : Severity.Critical;

    private static string Where(TamperRecord record) =>
        record.IsByStackSets && record.StackSet is null ? "by StackSets"
        : record.StackSet is null ? "by the same caller in this account"
        : "by the same caller to this StackSet";

    private static string Name(TamperedThing thing) =>
        thing switch
        {
            TamperedThing.CloudTrail => "CloudTrail logging",
            TamperedThing.Config => "AWS Config",
            TamperedThing.GuardDuty => "GuardDuty",
            TamperedThing.RootWatch => "a part of RootWatch",
            TamperedThing.Foundation => "something that RootWatch needs",
            _ => throw new ArgumentOutOfRangeException(nameof(thing), thing, message: null),
        };
}
