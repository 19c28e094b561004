using System.Globalization;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Settings;
using RootWatch.Detection;

namespace RootWatch.Bridge.Notifications;

/// <summary>The words of what is told of a channel through another.</summary>
internal static class ChannelNotices
{
    public const string Unproven = "Sent again: Teams accepted this message, but nobody reported it as posted.";

    /// <summary>What comes too fast to be read one by one.</summary>
    public static Notice Digest(IReadOnlyList<Fact> worst, DigestContent content, Severity severity, DateTimeOffset now) =>
        new(
            NoticeKind.Digest,
            $"system-digest-{now.ToUnixTimeMilliseconds()}",
            severity,
            content.IsRootUseAlone ? $"Root is being used in many places at once: {Phrases.Count(content.Count, "incident")} within 5 seconds." : $"Many messages at once: {content} within 5 seconds.",
            [.. worst],
            [
                content.Count > worst.Count ? $"The worst {worst.Count} are listed; the others are in the ledger." : "All are listed.",
                "What is Critical is told by itself, too.",
            ]);

    public static Notice Refusing(string channel, ChannelOutage outage) =>
        new(
            NoticeKind.ChannelFailing,
            TopicOf(channel, outage),
            Severity.High,
            $"The channel {channel} refuses RootWatch's messages.",
            [new Fact("Channel", channel), new Fact("Reason", outage.Reason), new Fact("Since", Phrases.Utc(outage.Since))],
            ["Check its settings, its permissions and what stands at its address.", "Until it is mended, alerts arrive here alone. RootWatch keeps trying, at least once an hour."]);

    public static Notice Back(string channel, ChannelOutage outage, DateTimeOffset now) =>
        new(
            NoticeKind.ChannelBack,
            TopicOf(channel, outage),
            Severity.Informational,
            $"The channel {channel} takes RootWatch's messages again.",
            [new Fact("Channel", channel), new Fact("Refused since", Phrases.Utc(outage.Since)), new Fact("Back since", Phrases.Utc(now))],
            ["What it refused in the meantime is sent to it now, unless its incident is over."])
        { Number = 2 };

    /// <summary>A line for each channel that is known to be heard by nobody.</summary>
    public static IEnumerable<string> Unheard(IReadOnlyList<ChannelHealth> channels) =>
        channels.Where(channel => channel.Subscribers is { AreNone: true })
            .Select(channel => $"Nobody hears the channel {channel.Name}: no subscription to its topic is confirmed. Subscribe somebody, and confirm.");

    /// <summary>What is off besides channels.</summary>
    public static Notice Off(IReadOnlyList<UnusableSetting> settings, string topic) =>
        new(
            NoticeKind.ChannelFailing,
            topic,
            Severity.Medium,
            $"A part of RootWatch is off: {Phrases.Count(settings.Count, "setting")} cannot be used.",
            [.. settings.Select(setting => new Fact(setting.Off, setting.ToString()))],
            ["Write the secret, and check that RootWatch may read it; then restart RootWatch.", "Alerts go out meanwhile."]);

    // Both of one outage share its name, so each is told once.
    private static string TopicOf(string channel, ChannelOutage outage) =>
        $"system-channel-{channel}-{outage.Since.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}";
}
