using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Notifications.Teams;
using RootWatch.Bridge.Telemetry;

namespace RootWatch.Bridge.Notifications;

/// <summary>Sends what is due to every channel at once; none waits for another.</summary>
public sealed partial class Notifier(
    IReadOnlyList<INotificationChannel> channels,
    ChannelMonitor monitor,
    OutgoingComposer composer,
    IOptions<TeamsOptions> teams,
    IOptions<NotificationOptions> options,
    BridgeMetrics metrics,
    TimeProvider time,
    ILogger<Notifier> logger)
{
    private static readonly TimeSpan LeastRetryAfter = TimeSpan.FromSeconds(5);

    // EventBridge obeys whatever it is told and drops an event after a day: no channel may make it wait so long.
    private static readonly TimeSpan MostRetryAfter = TimeSpan.FromMinutes(15);

    private readonly Dictionary<string, Way> _ways = channels.ToDictionary(channel => channel.Name, channel => new Way(channel, options.Value.MostIn5Seconds, time), StringComparer.Ordinal);

    // What was sent while the ledger could not be told. The process knows, so it does not send that again.
    private readonly ConcurrentDictionary<string, (Deliveries Book, Delivery Settled)> _unrecorded = new(StringComparer.Ordinal);

    /// <summary>Returns when all is sent or the answer is due; sends that outlive it go on and are recorded.</summary>
    /// <param name="book">Where the deliveries are kept.</param>
    /// <param name="deliveries">Deliveries of any state; those that need sending are sent.</param>
    /// <param name="arrival">How long the answer may take.</param>
    public async Task<Delivered> SendAsync(Deliveries book, IReadOnlyList<Delivery> deliveries, Arrival arrival)
    {
        // Each on a thread of its own, for a client that blocks must hold up neither the other nor the answer. Not
        // with the request's token: the caller may hang up, the people still want to know.
        var sends = deliveries.Where(delivery => delivery.IsOpen)
            .Select(delivery => (Delivery: delivery, Done: Task.Run(() => TrySendAsync(book, delivery))))
            .ToList();
        try
        {
            await Task.WhenAll(sends.Select(send => send.Done)).WaitAsync(arrival.Remaining, time);
        }
        catch (TimeoutException)
        {
            Log.AnsweredBeforeSent(logger, string.Join(", ", sends.Where(send => !send.Done.IsCompleted).Select(send => send.Delivery.Id)));
        }

        var now = deliveries.Where(delivery => !delivery.IsOpen)
            .Concat(sends.Select(send => send.Done.IsCompletedSuccessfully ? send.Done.Result.Delivery : send.Delivery))
            .ToList();
        var states = now.GroupBy(delivery => delivery.Channel, StringComparer.Ordinal)
            .ToDictionary(channel => channel.Key, channel => channel.Min(delivery => delivery.State), StringComparer.Ordinal);
        return new Delivered(states, now.Exists(delivery => delivery.IsOpen) ? RetryAfter(sends.Select(send => send.Done)) : null);
    }

    /// <summary>Writes to the ledger what it could not be told of when it came about.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        foreach (var (id, (book, settled)) in _unrecorded)
        {
            await book.SettleAsync(settled, following: null, cancellationToken);
            _unrecorded.TryRemove(id, out _);
        }
    }

    private static TimeSpan RetryAfter(IEnumerable<Task<Attempted>> attempts)
    {
        var asked = attempts.Where(attempt => attempt.IsCompletedSuccessfully).Select(attempt => attempt.Result.RetryAfter).Max();
        return TimeSpan.FromSeconds(Math.Clamp(asked?.TotalSeconds ?? 0, LeastRetryAfter.TotalSeconds, MostRetryAfter.TotalSeconds));
    }

    private async Task<Attempted> TrySendAsync(Deliveries book, Delivery delivery)
    {
        try
        {
            return await SendAsync(book, delivery);
        }
        catch (StoreUnavailableException failure)
        {
            Log.NotRecorded(logger, delivery.Id, failure.Message);
            return new Attempted(delivery, RetryAfter: null);
        }
#pragma warning disable CA1031 // The end of the line for a send that may outlive its request: what is not caught here is seen by nobody.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Log.Failed(logger, delivery.Id, failure.GetType().Name);
            return new Attempted(delivery, RetryAfter: null);
        }
    }

    private async Task<Attempted> SendAsync(Deliveries book, Delivery due)
    {
        if (_unrecorded.TryGetValue(due.Id, out var known))
        {
            return new Attempted(known.Settled, RetryAfter: null);
        }

        if (due.State == DeliveryState.AcceptedUnproven)
        {
            return await AwaitReceiptAsync(book, due);
        }

        if ((due.IsMine ? due : await book.TryLeaseAsync(due, CancellationToken.None)) is not { } delivery)
        {
            return new Attempted(await book.FindAsync(due.Partition, due.Key, CancellationToken.None) ?? due, RetryAfter: null);
        }

        // A channel that was configured once, and is not any more.
        if (!_ways.TryGetValue(delivery.Channel, out var way))
        {
            var gone = delivery with { State = DeliveryState.FailedPermanently, Reason = "the channel is not configured any more", Settled = time.GetUtcNow() };
            await book.SettleAsync(gone, following: null, CancellationToken.None);
            return new Attempted(gone, RetryAfter: null);
        }

        var outgoing = await composer.ComposeAsync(book, delivery, way.Channel);
        using var trace = BridgeTraces.Send(delivery.Channel, delivery.Id);
        var isHeld = way.Gate.TryHold(outgoing, out var told);
        var result = await (isHeld ? told : way.SendAsync(outgoing));
        var settled = Settled(delivery, result, outgoing) with { IsInDigest = isHeld };
        if (result.Outcome is SendOutcome.Refused && await IsToldElsewhereAsync(book, delivery))
        {
            settled = settled with { State = DeliveryState.FailedPermanently };
        }

        await RecordAsync(book, settled);
        monitor.Saw(delivery.Channel, result.Outcome);
        metrics.Settled(settled);
        trace?.SetTag("rootwatch.state", settled.State.ToString());
        Report(settled, result.Outcome);
        if (result.Outcome is SendOutcome.Refused refused)
        {
            await TellOfRefusalAsync(book, delivery.Channel, refused);
        }

        return new Attempted(settled, settled.ReceiptDue - time.GetUtcNow() ?? (result.Outcome as SendOutcome.Unavailable)?.RetryAfter);
    }

    private async Task RecordAsync(Deliveries book, Delivery settled)
    {
        try
        {
            await book.SettleAsync(settled, following: null, CancellationToken.None);
        }
        catch (StoreUnavailableException failure) when (settled.State is DeliveryState.Sent or DeliveryState.AcceptedUnproven)
        {
            _unrecorded[settled.Id] = (book, settled);
            Log.NotRecorded(logger, settled.Id, failure.Message);
        }
    }

    private Delivery Settled(Delivery delivery, SendResult result, Outgoing outgoing) =>
        delivery with
        {
            State = result.Outcome switch
            {
                SendOutcome.Sent => DeliveryState.Sent,
                SendOutcome.Accepted => DeliveryState.AcceptedUnproven,
                _ => DeliveryState.Due,
            },
            Proof = result.Outcome switch { SendOutcome.Sent sent => sent.Proof, SendOutcome.Accepted accepted => accepted.Proof, _ => null },
            ReceiptDue = result.Outcome is SendOutcome.Accepted && outgoing.Receipt is not null ? time.GetUtcNow() + TimeSpan.FromSeconds(teams.Value.Workflow.ReceiptWithinSeconds) : null,
            MayHaveBeenSent = result.MayHaveBeenSent,
            Settled = time.GetUtcNow(),
            Reason = result.Outcome.Why,
        };

    // Who is refused for good is told of elsewhere, or stays due: an alarm that nobody hears is none.
    private static async Task<bool> IsToldElsewhereAsync(Deliveries book, Delivery refused) =>
        (await book.OfTopicAsync(refused.Message.Topic, CancellationToken.None))
            .Any(other => other.Message.Number == refused.Message.Number && other.Channel != refused.Channel && other.State is DeliveryState.Sent or DeliveryState.AcceptedUnproven);

    private async Task TellOfRefusalAsync(Deliveries book, string channel, SendOutcome.Refused refused)
    {
        var notice = ChannelNotices.Refusing(channel, refused.Reason, time.GetUtcNow());
        foreach (var delivery in await book.PostAsync(notice, CancellationToken.None, other => other != channel))
        {
            await SendAsync(book, delivery);
        }
    }

    /// <summary>Where no receipt came, the alert goes out again through SNS.</summary>
    private async Task<Attempted> AwaitReceiptAsync(Deliveries book, Delivery unproven)
    {
        var now = time.GetUtcNow();
        if (unproven.ReceiptDue > now)
        {
            return new Attempted(unproven, unproven.ReceiptDue - now);
        }

        var lost = unproven with { ReceiptDue = null, Reason = "no receipt in time", Settled = now };
        var again = new Delivery(unproven.Message with { Remark = ChannelNotices.Unproven }, "sns") { Suffix = ".unproven", Due = now };
        if (!await book.SettleAsync(lost, again, CancellationToken.None))
        {
            return new Attempted(lost, RetryAfter: null);
        }

        Log.Unproven(logger, unproven.Id);
        var sent = await SendAsync(book, again);
        return sent with { Delivery = sent.Delivery.IsOpen ? sent.Delivery : lost };
    }

    private void Report(Delivery delivery, SendOutcome outcome)
    {
        switch (outcome)
        {
            case SendOutcome.Sent or SendOutcome.Accepted:
                Log.Sent(logger, delivery.Id, Untrusted.Text(delivery.Proof ?? "none"));
                break;
            case SendOutcome.Refused refused:
                Log.Refused(logger, delivery.Channel, refused.Reason, delivery.Id);
                break;
            default:
                Log.StillDue(logger, delivery.Id, outcome.Why!);
                break;
        }
    }

    private sealed record Attempted(Delivery Delivery, TimeSpan? RetryAfter);

    private sealed class Way
    {
        private readonly ChannelPipeline _pipeline;

        public Way(INotificationChannel channel, int readable, TimeProvider time)
        {
            Channel = channel;
            _pipeline = new ChannelPipeline(channel, time);
            Gate = new StormGate(readable, SendAsync, time);
        }

        public INotificationChannel Channel { get; }

        public StormGate Gate { get; }

        public Task<SendResult> SendAsync(Outgoing outgoing) => _pipeline.SendAsync(outgoing, CancellationToken.None);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Delivery {Delivery} told, proof {Proof}")]
        public static partial void Sent(ILogger logger, string delivery, string proof);

        [LoggerMessage(2, LogLevel.Error, "Channel {Channel} refused a message ({Reason}): check its settings and permissions; delivery {Delivery}")]
        public static partial void Refused(ILogger logger, string channel, string reason, string delivery);

        [LoggerMessage(3, LogLevel.Warning, "Delivery {Delivery} is still due: {Reason}")]
        public static partial void StillDue(ILogger logger, string delivery, string reason);

        [LoggerMessage(4, LogLevel.Warning, "The answer was due before all was sent; sending goes on: {Deliveries}")]
        public static partial void AnsweredBeforeSent(ILogger logger, string deliveries);

        [LoggerMessage(5, LogLevel.Error, "What came of delivery {Delivery} could not be recorded: {Problem}")]
        public static partial void NotRecorded(ILogger logger, string delivery, string problem);

        [LoggerMessage(6, LogLevel.Error, "Delivery {Delivery} failed: {Problem}")]
        public static partial void Failed(ILogger logger, string delivery, string problem);

        [LoggerMessage(7, LogLevel.Warning, "Delivery {Delivery} was accepted, but nobody reported it as posted; it goes out again through SNS")]
        public static partial void Unproven(ILogger logger, string delivery);
    }
}
