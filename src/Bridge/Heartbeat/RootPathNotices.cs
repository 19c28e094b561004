using System.Globalization;
using RootWatch.Bridge.Messages;
using RootWatch.Detection;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>The words of notices about the path of root's events through the hub.</summary>
internal static class RootPathNotices
{
    public static Notice Silent(SilentRootPath hub) =>
        Of(
            hub,
            NoticeKind.RootPathSilent,
            Severity.High,
            $"Root's events may {(hub.Messages > 1 ? "still " : string.Empty)}not reach RootWatch. Other heartbeats arrive, but the hub's own heartbeat through the rule for root has been missing since {Minute(hub.Last)} UTC.",
            [new("Last seen", Phrases.Utc(hub.Last))],
            [
                "Check the hub: its rule rootwatch-root-activity, the API destination rootwatch-root, the queue rootwatch-dead-letters and the schedule rootwatch-hub-heartbeat. \"rootwatch verify\" checks them all.",
                "Until this is fixed, root use may go unnoticed, so look into the CloudTrail event history. Events that EventBridge could not deliver wait in the queue.",
            ]);

    public static Notice Back(SilentRootPath hub, DateTimeOffset back) =>
        Of(
            hub,
            NoticeKind.RootPathBack,
            Severity.Informational,
            "Root's events reach RootWatch again: the hub's own heartbeat through the rule for root is back.",
            [new("Last seen", Phrases.Utc(hub.Last)), new("Back since", Phrases.Utc(back))],
            ["EventBridge tries to deliver an event for 24 hours. After that the event waits in the hub's queue rootwatch-dead-letters, and \"rootwatch redrive\" sends it again."]);

    // The account is the hub's, but the message is about all accounts, so it does not name that one.
    private static Notice Of(SilentRootPath hub, NoticeKind kind, Severity severity, string title, IEnumerable<Fact> times, IEnumerable<string> lines) =>
        new(
            kind,
            $"system-root-path-{hub.Account}-{hub.Region}-{hub.Last.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}",
            severity,
            title,
            [new("Hub", hub.Hub.ToString()), .. times],
            [.. lines])
        { Number = hub.Messages };

    private static string Minute(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
