using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Incidents.Messages;
using RootWatch.Detection;
using RootWatch.Detection.Tampering;

namespace RootWatch.Bridge.Ingestion;

/// <summary>The words of what is told of tampering by others than root.</summary>
internal static class TamperNotices
{
    /// <summary>Named after the record, so that each is told once.</summary>
    public static Notice Of(TamperRecord record) =>
        new(
            NoticeKind.Tampering,
            $"system-tampering-{Keys.HashOf(record.EventId)}",
            SeverityOf(record),
            $"Somebody who is not root {(record.Failed ? "tried to switch off or change" : "switched off or changed")} {Name(record.Thing)}.",
            [
                new Fact("Account", record.Account),
                new Fact("Region", record.Region ?? "unknown"),
                new Fact("Who", record.Who ?? "unknown"),
                new Fact("Event", $"{record.EventSource} {record.EventName}"),
                new Fact("Outcome", record.Failed ? "Refused" : "Succeeded"),
                new Fact("Time", record.EventTime is { } time ? Notices.Utc(time) : "unknown"),
                new Fact("Source", record.SourceIp ?? "unknown"),
                new Fact("CloudTrail event", record.EventId),
            ],
            ["What nobody records, nobody is told: root use may go unseen from now on.", "Ask who it was; if nobody knows, switch it on again and look into CloudTrail for what else they did."])
        { Account = record.Account };

    // An update of RootWatch's stacks is mostly our own; what is taken away, or changed past CloudFormation, is not.
    private static Severity SeverityOf(TamperRecord record) =>
        record.Thing != TamperedThing.RootWatch ? Severity.High
        : record.EventSource is "cloudformation.amazonaws.com" && !record.EventName.StartsWith("Delete", StringComparison.Ordinal) ? Severity.Medium
        : Severity.Critical;

    private static string Name(TamperedThing thing) =>
        thing switch
        {
            TamperedThing.CloudTrail => "CloudTrail logging",
            TamperedThing.Config => "AWS Config",
            TamperedThing.GuardDuty => "GuardDuty",
            TamperedThing.RootWatch => "a part of RootWatch",
            _ => throw new ArgumentOutOfRangeException(nameof(thing), thing, message: null),
        };
}
