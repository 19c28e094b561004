using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RootWatch.Bridge.Incidents;

namespace RootWatch.Bridge.Notifications;

/// <summary>Sends what is due to every channel at once; none waits for another.</summary>
public sealed partial class Notifier(
    IReadOnlyList<INotificationChannel> channels, IIncidentStore incidents, TimeProvider time, ILogger<Notifier> logger)
{
    // Longer than any send takes, so that an attempt still running is never joined by a second one.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LeastRetryAfter = TimeSpan.FromSeconds(5);

    // EventBridge obeys whatever it is told and drops an event after a day: no channel may make it wait so long.
    private static readonly TimeSpan MostRetryAfter = TimeSpan.FromMinutes(15);

    private readonly Dictionary<string, ChannelPipeline> _pipelines =
        channels.ToDictionary(channel => channel.Name, channel => new ChannelPipeline(channel, time), StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, ChannelHealth> _health = new(StringComparer.Ordinal);

    public IReadOnlyList<string> ChannelNames => [.. _pipelines.Keys];

    public IReadOnlyList<ChannelHealth> Health => [.. _pipelines.Keys.Select(name => _health.GetValueOrDefault(name, new ChannelHealth(name)))];

    /// <summary>Returns when all is sent or the answer is due; sends that outlive it go on and are recorded.</summary>
    public async Task<Delivered> NotifyAsync(RecordedFinding recorded, Arrival arrival)
    {
        // Each on a thread of its own, for a client that blocks must hold up neither the other nor the answer. Not
        // with the request's token: the caller may hang up, the people still want to know.
        var sends = recorded.Deliveries
            .Where(delivery => delivery.State != DeliveryState.Sent)
            .Select(delivery => Task.Run(() => SendAsync(recorded, delivery, CancellationToken.None)))
            .ToList();
        try
        {
            await Task.WhenAll(sends).WaitAsync(arrival.Remaining, time);
        }
        catch (TimeoutException)
        {
            Log.AnsweredBeforeSent(logger, recorded.Incident.Id);
        }

        var deliveries = await incidents.DeliveriesOfAsync(recorded.Finding.Record.EventId, CancellationToken.None);
        var states = deliveries.GroupBy(delivery => delivery.Channel, StringComparer.Ordinal)
            .ToDictionary(channel => channel.Key, channel => channel.Min(delivery => delivery.State), StringComparer.Ordinal);
        if (states.Values.All(state => state == DeliveryState.Sent))
        {
            return new Delivered(states, RetryAfter: null);
        }

        var asked = sends.Where(send => send.IsCompletedSuccessfully).Select(send => send.Result).DefaultIfEmpty().Max();
        return new Delivered(states, TimeSpan.FromSeconds(Math.Clamp(asked?.TotalSeconds ?? 0, LeastRetryAfter.TotalSeconds, MostRetryAfter.TotalSeconds)));
    }

    /// <summary>Returns how long the channel asked to be left alone.</summary>
    private async Task<TimeSpan?> SendAsync(RecordedFinding recorded, Delivery due, CancellationToken cancellationToken)
    {
        if (await incidents.TryLeaseAsync(due, Lease, cancellationToken) is not { } delivery)
        {
            return null;
        }

        var news = recorded.News.Single(news => news.Incident.Id == delivery.IncidentId);
        var alert = new Alert(news.Finding, news.Incident, delivery.MayHaveBeenSent);
        var result = await _pipelines[delivery.Channel].SendAsync(alert, cancellationToken);
        var proof = (result.Outcome as SendOutcome.Sent)?.Proof;
        await incidents.SettleAsync(
            delivery with
            {
                State = proof is null ? DeliveryState.Due : DeliveryState.Sent,
                MayHaveBeenSent = result.MayHaveBeenSent,
                Proof = proof,
            },
            cancellationToken);
        return Report(news.Incident.Id, delivery.Channel, result.Outcome);
    }

    private TimeSpan? Report(string incident, string channel, SendOutcome outcome)
    {
        var (reason, retryAfter) = outcome switch
        {
            SendOutcome.Sent => (null, null),
            SendOutcome.Refused refused => (refused.Reason, null),
            SendOutcome.Unavailable unavailable => (unavailable.Reason, unavailable.RetryAfter),
            SendOutcome.Unknown unknown => (unknown.Reason, (TimeSpan?)null),
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, message: null),
        };
        _health[channel] = new ChannelHealth(channel, reason is null, time.GetUtcNow(), reason);
        if (outcome is SendOutcome.Sent sent)
        {
            Log.Sent(logger, incident, channel, Untrusted.Text(sent.Proof));
        }
        else if (outcome is SendOutcome.Refused)
        {
            Log.Refused(logger, channel, reason!, incident);
        }
        else
        {
            Log.StillDue(logger, incident, channel, reason!);
        }

        return retryAfter;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Incident {Incident} told through {Channel}, proof {Proof}")]
        public static partial void Sent(ILogger logger, string incident, string channel, string proof);

        [LoggerMessage(2, LogLevel.Error, "Channel {Channel} refused a message ({Reason}): check its settings and permissions; incident {Incident} stays due")]
        public static partial void Refused(ILogger logger, string channel, string reason, string incident);

        [LoggerMessage(3, LogLevel.Warning, "Incident {Incident} is still due on {Channel}: {Reason}")]
        public static partial void StillDue(ILogger logger, string incident, string channel, string reason);

        [LoggerMessage(4, LogLevel.Warning, "Incident {Incident}: the answer was due before every channel had its message; sending goes on")]
        public static partial void AnsweredBeforeSent(ILogger logger, string incident);
    }
}
