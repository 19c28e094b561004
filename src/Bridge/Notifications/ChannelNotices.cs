using System.Globalization;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Incidents.Messages;
using RootWatch.Detection;

namespace RootWatch.Bridge.Notifications;

/// <summary>The words of what is told of a channel through another.</summary>
internal static class ChannelNotices
{
    public const string Unproven = "Sent again: Teams accepted this message, but nobody reported it as posted.";

    /// <summary>What comes too fast to be read one by one.</summary>
    public static Notice Digest(IReadOnlyList<Fact> worst, int incidents, Severity severity, DateTimeOffset now) =>
        new(
            NoticeKind.Digest,
            $"system-digest-{now.ToUnixTimeMilliseconds()}",
            severity,
            $"Root is being used in many places at once: {Notices.Count(incidents, "incident")} within 5 seconds.",
            [.. worst],
            [
                incidents > worst.Count ? $"The worst {worst.Count} are listed; the others are in the ledger." : "All are listed.",
                "What is Critical is told by itself, too.",
            ]);

    /// <summary>At most one a day for each channel: it is named after the day.</summary>
    public static Notice Refusing(string channel, string reason, DateTimeOffset now) =>
        new(
            NoticeKind.ChannelFailing,
            $"system-channel-{channel}-{now.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}",
            Severity.High,
            $"The channel {channel} refuses RootWatch's messages.",
            [new Fact("Channel", channel), new Fact("Reason", reason)],
            ["Its settings or permissions are wrong, and trying again does not mend that.", "Until then alerts arrive here alone."]);
}
