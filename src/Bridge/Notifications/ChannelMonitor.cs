using System.Collections.Concurrent;

namespace RootWatch.Bridge.Notifications;

/// <summary>Remembers how each channel's last attempt ended.</summary>
public sealed class ChannelMonitor(IReadOnlyList<INotificationChannel> channels, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, ChannelHealth> _health = new(StringComparer.Ordinal);

    public IReadOnlyList<ChannelHealth> Health =>
        [.. channels.Select(channel => _health.GetValueOrDefault(channel.Name, new ChannelHealth(channel.Name)) with { Subscribers = channel.Subscribers })];

    /// <summary>When a channel last took a message from this process, UTC; null where it never did.</summary>
    public DateTimeOffset? LastTaken(string channel) => _health.GetValueOrDefault(channel)?.LastTaken;

    /// <summary>Notes how an attempt ended; returns how things stood before.</summary>
    internal ChannelHealth Saw(string channel, SendOutcome outcome)
    {
        var now = time.GetUtcNow();
        var isTaken = outcome is SendOutcome.Succeeded or SendOutcome.Accepted;
        var before = new ChannelHealth(channel);
        _health.AddOrUpdate(channel, Now, (_, known) => Now(before = known));
        return before;

        ChannelHealth Now(object known) =>
            new(channel, isTaken, now, outcome.Why)
            {
                // What is down says nothing of whether it refuses.
                IsRefusing = outcome.NeedsPeople ? true : isTaken ? false : before.IsRefusing,
                LastProof = outcome is SendOutcome.Succeeded ? now : before.LastProof,
                LastTaken = isTaken ? now : before.LastTaken,
            };
    }
}
