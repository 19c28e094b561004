using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Recording;
using RootWatch.Detection;
using RootWatch.Detection.Tampering;

namespace RootWatch.Bridge.Ingestion;

/// <summary>The words of what is told of tampering by others than root.</summary>
internal static class TamperingNotices
{
    /// <summary>Named after the record, so that each is told once.</summary>
    public static Notice Of(TamperRecord record) =>
        new(
            NoticeKind.Tampering,
            $"system-tampering-{LedgerKeys.HashOf(record.EventId)}",
            SeverityOf(record),
            $"Somebody who is not root {(record.Failed ? "tried to switch off or change" : "switched off or changed")} {Name(record.Thing)}{(record.IsThroughCloudFormation ? ", through CloudFormation" : string.Empty)}.",
            [
                new Fact("Account", record.Account),
                new Fact("Region", record.Region ?? "unknown"),
                new Fact("Who", record.Who ?? "unknown"),
                new Fact("Event", $"{record.EventSource} {record.EventName}"),
                new Fact("Outcome", record.Failed ? "Refused" : "Succeeded"),
                new Fact("Time", record.EventTime is { } time ? Phrases.Utc(time) : "unknown"),
                new Fact("Source", record.SourceIp ?? "unknown"),
                new Fact("CloudTrail event", record.EventId),
            ],
            [
                "What nobody records, nobody is told: root use may go unseen from now on.",
                "Ask who it was; if nobody knows, switch it on again and look into CloudTrail for what else they did.",
                .. record.IsThroughCloudFormation ? [$"An update is many calls. For an hour further {(record.IsRemoval ? "removals" : "changes")} of this kind {Where(record)} are not told one by one."] : Array.Empty<string>(),
            ])
        { Account = record.Account };

    // An update of RootWatch's stacks is mostly our own; what is taken away, or changed past CloudFormation, is not.
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
