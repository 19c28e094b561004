using System.Globalization;
using RootWatch.Bridge.Messages;
using RootWatch.Detection;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>The words of what is told of the way that root's events take through the hub.</summary>
internal static class RootPathNotices
{
    public static Notice Silent(SilentRootPath hub) =>
        Of(
            hub,
            NoticeKind.RootPathSilent,
            Severity.High,
            $"Root's events {(hub.Messages > 1 ? "still " : string.Empty)}may not reach RootWatch, though heartbeats come: the hub's own heartbeat through the rule for root has been missing since {Minute(hub.Last)} UTC.",
            [new("Last heard", Phrases.Utc(hub.Last))],
            [
                "Look at the hub: its rule rootwatch-root-activity, the API destination rootwatch-root, the queue rootwatch-dead-letters and the schedule rootwatch-hub-heartbeat. \"rootwatch verify\" does.",
                "Until it is mended, root use may go unnoticed: look into CloudTrail's event history. Events that EventBridge gave up wait in the queue.",
            ]);

    public static Notice Back(SilentRootPath hub, DateTimeOffset back) =>
        Of(
            hub,
            NoticeKind.RootPathBack,
            Severity.Informational,
            "Root's events reach RootWatch again: the hub's own heartbeat through the rule for root is back.",
            [new("Last heard", Phrases.Utc(hub.Last)), new("Back since", Phrases.Utc(back))],
            ["EventBridge delivers for 24 hours what it could not deliver. What it gave up waits in the hub's queue rootwatch-dead-letters: \"rootwatch redrive\" sends it again."]);

    // The account is the hub's, and the message is about all accounts: it must not read as being about that one.
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
