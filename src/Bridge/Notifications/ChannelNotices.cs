using System.Globalization;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Settings;
using RootWatch.Detection;

namespace RootWatch.Bridge.Notifications;

/// <summary>The words of notices about channels and settings.</summary>
internal static class ChannelNotices
{
    public const string Unproven = "Sent again: Teams accepted this message, but did not report that it was posted.";

    /// <summary>Messages that come too fast to be read one by one.</summary>
    public static Notice Digest(IReadOnlyList<Fact> worst, DigestContent content, Severity severity, DateTimeOffset now) =>
        new(
            NoticeKind.Digest,
            $"system-digest-{now.ToUnixTimeMilliseconds()}",
            severity,
            content.IsRootUseAlone ? $"Root is being used in many places at once: {Phrases.Count(content.Count, "incident")} within 5 seconds." : $"Many messages at once: {content} within 5 seconds.",
            [.. worst],
            [
                content.Count > worst.Count ? $"The {worst.Count} most severe are listed here. The others are in RootWatch's ledger." : "All are listed here.",
                "Critical incidents also have a message of their own.",
            ])
        { Verdict = content.IsRootUseAlone ? "root used in many places" : null };

    public static Notice Refusing(string channel, ChannelOutage outage) =>
        new(
            NoticeKind.ChannelFailing,
            TopicOf(channel, outage),
            Severity.High,
            $"The channel {channel} refuses RootWatch's messages.",
            [new Fact("Channel", channel), new Fact("Reason", outage.Reason), new Fact("Since", Phrases.Utc(outage.Since))],
            ["Check its settings, its permissions and what is at its address.", "Until this is fixed, alerts arrive only here. RootWatch keeps trying, at least once an hour."]);

    public static Notice Back(string channel, ChannelOutage outage, DateTimeOffset now) =>
        new(
            NoticeKind.ChannelBack,
            TopicOf(channel, outage),
            Severity.Informational,
            $"The channel {channel} accepts RootWatch's messages again.",
            [new Fact("Channel", channel), new Fact("Refused since", Phrases.Utc(outage.Since)), new Fact("Back since", Phrases.Utc(now))],
            ["The messages that it refused are sent now, unless their incident is over."])
        { Number = 2 };

    /// <summary>A line for each channel that is known to have no subscriber.</summary>
    public static IEnumerable<string> Unheard(IReadOnlyList<ChannelHealth> channels) =>
        channels.Where(channel => channel.Subscribers is { AreNone: true })
            .Select(channel => $"Nobody receives the channel {channel.Name}: no subscription to its topic is confirmed. Subscribe somebody and confirm the subscription.");

    /// <summary>What else is off.</summary>
    public static Notice Off(IReadOnlyList<UnusableSetting> settings, string topic) =>
        new(
            NoticeKind.ChannelFailing,
            topic,
            Severity.Medium,
            $"A part of RootWatch is off: {Phrases.Count(settings.Count, "setting")} cannot be used.",
            [.. settings.Select(setting => new Fact(setting.Off, setting.ToString()))],
            ["Write the secret, check that RootWatch may read it, and restart RootWatch.", "Alerts still go out in the meantime."])
        { Verdict = "a setting is unusable" };

    // Both notices of one outage share its name, so each is sent once.
    private static string TopicOf(string channel, ChannelOutage outage) =>
        $"system-channel-{channel}-{outage.Since.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}";
}
