using System.Collections.Concurrent;

namespace RootWatch.Bridge.Notifications;

/// <summary>Remembers how each channel's last attempt ended.</summary>
public sealed class ChannelMonitor(IReadOnlyList<INotificationChannel> channels, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, ChannelHealth> _health = new(StringComparer.Ordinal);

    public IReadOnlyList<ChannelHealth> Health => [.. channels.Select(channel => _health.GetValueOrDefault(channel.Name, new ChannelHealth(channel.Name)))];

    internal void Saw(string channel, SendOutcome outcome)
    {
        var now = time.GetUtcNow();
        var isTaken = outcome is SendOutcome.Sent or SendOutcome.Accepted;
        _health.AddOrUpdate(channel, Now, (_, before) => Now(channel) with { LastProof = outcome is SendOutcome.Sent ? now : before.LastProof });

        ChannelHealth Now(string name) =>
            new(name, isTaken, now, outcome.Why) { IsRefusing = outcome is SendOutcome.Refused, LastProof = outcome is SendOutcome.Sent ? now : null };
    }
}
