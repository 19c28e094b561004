using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications.Teams;
using RootWatch.Bridge.Storage;
using RootWatch.Bridge.Telemetry;

namespace RootWatch.Bridge.Notifications;

/// <summary>Sends what is due to every channel at once; none waits for another.</summary>
public sealed partial class Notifier(
    IReadOnlyList<INotificationChannel> channels,
    ChannelMonitor monitor,
    ChannelOutages outages,
    OutgoingComposer composer,
    IOptions<TeamsOptions> teams,
    IOptions<NotificationOptions> options,
    BridgeMetrics metrics,
    TimeProvider time,
    ILogger<Notifier> logger) : IDisposable
{
    private static readonly TimeSpan LeastRetryAfter = TimeSpan.FromSeconds(5);

    // EventBridge obeys whatever it is told and drops an event after a day: no channel may make it wait so long.
    private static readonly TimeSpan MostRetryAfter = TimeSpan.FromMinutes(15);

    private readonly Dictionary<string, ChannelRoute> _routes = channels.ToDictionary(channel => channel.Name, channel => new ChannelRoute(channel, options.Value.MostIn5Seconds, time), StringComparer.Ordinal);

    private readonly SentMessages _sent = new();

    // What was sent while the ledger could not be told.
    private readonly ConcurrentDictionary<string, (DeliveryLedger Ledger, Delivery Settled)> _unrecorded = new(StringComparer.Ordinal);

    /// <summary>Returns when all is sent or the answer is due; sends that outlive it go on and are recorded.</summary>
    /// <param name="ledger">Where the deliveries are kept.</param>
    /// <param name="deliveries">Deliveries of any state; those that need sending are sent.</param>
    /// <param name="deadline">How long the answer may take.</param>
    public async Task<DeliveryResult> SendAsync(DeliveryLedger ledger, IReadOnlyList<Delivery> deliveries, AnswerDeadline deadline)
    {
        // Each on a thread of its own, for a client that blocks must hold up neither the other nor the answer. Not
        // with the request's token: the caller may hang up, the people still want to know.
        var sends = deliveries.Where(delivery => delivery.IsOpen && !(IsWaiting(delivery) && IsToldElsewhere(delivery, deliveries)))
            .Select(delivery => (Delivery: delivery, Done: Task.Run(() => TrySendAsync(ledger, delivery))))
            .ToList();
        try
        {
            await Task.WhenAll(sends.Select(send => send.Done)).WaitAsync(deadline.Remaining, time);
        }
        catch (TimeoutException)
        {
            Log.AnsweredBeforeSent(logger, string.Join(", ", sends.Where(send => !send.Done.IsCompleted).Select(send => send.Delivery.Id)));
        }

        var now = deliveries.Where(delivery => !sends.Exists(send => send.Delivery.Id == delivery.Id))
            .Concat(sends.Select(send => send.Done.IsCompletedSuccessfully ? send.Done.Result.Delivery : send.Delivery))
            .ToList();
        var states = now.GroupBy(delivery => delivery.Channel, StringComparer.Ordinal)
            .ToDictionary(channel => channel.Key, channel => channel.Min(delivery => delivery.State), StringComparer.Ordinal);

        // What refuses until people change something must not come back for a day: the ledger holds it, and another
        // channel has told people. Which of the two was faster is no matter.
        var isDue = now.Exists(delivery => delivery.IsOpen && !(delivery.Refusals > 0 && IsToldElsewhere(delivery, now)));
        return new DeliveryResult(states, isDue ? RetryAfter(sends.Select(send => send.Done)) : null);
    }

    /// <summary>Whether its channel refused it, has taken nothing since, and the time for the next attempt has not come.</summary>
    public bool IsWaiting(Delivery delivery) =>
        delivery.NotBefore > time.GetUtcNow() && !(monitor.LastTaken(delivery.Channel) > delivery.Settled);

    /// <summary>Writes to the ledger what it could not be told of when it came about.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        foreach (var (id, (ledger, settled)) in _unrecorded)
        {
            await ledger.SettleAsync(settled, following: null, cancellationToken);
            _unrecorded.TryRemove(id, out _);
        }
    }

    /// <summary>Takes a receipt for a message that this process sent, though the ledger does not know it; false where this process sent none of that name.</summary>
    public bool TryProve(string delivery) => _sent.TryProve(delivery);

    /// <summary>Tells of channels that take messages again, where another process told that they refuse.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task TellOfRecoveriesAsync(DeliveryLedger ledger, CancellationToken cancellationToken)
    {
        foreach (var (channel, since) in await outages.OpenAsync(cancellationToken))
        {
            if (monitor.LastTaken(channel) > since)
            {
                await TellAsync(ledger, await outages.EndAsync(channel, cancellationToken));
            }
        }
    }

    public void Dispose() => _sent.Dispose();

    private bool IsToldElsewhere(Delivery delivery, IEnumerable<Delivery> all) =>
        all.Any(other => other.Message.Topic == delivery.Message.Topic && other.Message.Number == delivery.Message.Number && other.Channel != delivery.Channel && other.IsDelivered && IsHeard(other.Channel));

    // What went to a topic that nobody is subscribed to has told nobody.
    private bool IsHeard(string channel) => _routes.GetValueOrDefault(channel)?.Channel.Subscribers is not { AreNone: true };

    private static TimeSpan RetryAfter(IEnumerable<Task<DeliveryAttempt>> attempts)
    {
        var asked = attempts.Where(attempt => attempt.IsCompletedSuccessfully).Select(attempt => attempt.Result.RetryAfter).Max();
        return TimeSpan.FromSeconds(Math.Clamp(asked?.TotalSeconds ?? 0, LeastRetryAfter.TotalSeconds, MostRetryAfter.TotalSeconds));
    }

    private async Task<DeliveryAttempt> TrySendAsync(DeliveryLedger ledger, Delivery delivery)
    {
        try
        {
            return await SendAsync(ledger, delivery);
        }
        catch (StoreUnavailableException failure)
        {
            Log.NotRecorded(logger, delivery.Id, failure.Message);
            return new DeliveryAttempt(delivery, RetryAfter: null);
        }
#pragma warning disable CA1031 // The end of the line for a send that may outlive its request: what is not caught here is seen by nobody.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Log.Failed(logger, delivery.Id, failure.GetType().Name);
            return new DeliveryAttempt(delivery, RetryAfter: null);
        }
    }

    /// <summary>Sends, unless this process has told the same already, or is about to.</summary>
    private Task<DeliveryAttempt> SendAsync(DeliveryLedger ledger, Delivery due) =>
        due.State == DeliveryState.AcceptedUnproven && !_sent.IsProven(due)
            ? AwaitReceiptAsync(ledger, due)
            : _sent.OnceAsync(due, () => LeaseAndSendAsync(ledger, due), told => RecordAsync(ledger, told));

    private async Task<DeliveryAttempt> LeaseAndSendAsync(DeliveryLedger ledger, Delivery due)
    {
        if ((due.IsMine ? due : await ledger.TryLeaseAsync(due, CancellationToken.None)) is not { } delivery)
        {
            return new DeliveryAttempt(await ledger.FindAsync(due.Partition, due.Key, CancellationToken.None) ?? due, RetryAfter: null);
        }

        // A channel that was configured once, and is not any more.
        if (!_routes.TryGetValue(delivery.Channel, out var route))
        {
            return await DropAsync(ledger, delivery, "the channel is not configured any more");
        }

        if (delivery.Refusals > 0 && await ledger.HasSummaryAsync(delivery, CancellationToken.None))
        {
            return await DropAsync(ledger, delivery, "the incident is over, and its summary was sent instead");
        }

        var outgoing = await composer.ComposeAsync(ledger, delivery, route.Channel);
        using var trace = BridgeTraces.Send(delivery.Channel, delivery.Id);
        var isHeld = route.Gate.TryHold(outgoing, out var digest);
        var result = await (isHeld ? digest : route.SendAsync(outgoing));
        var settled = Settled(delivery, result, outgoing) with { IsInDigest = isHeld };
        if (result.Outcome is SendOutcome.Rejected && IsToldElsewhere(delivery, await ledger.OfTopicAsync(delivery.Message.Topic, CancellationToken.None)))
        {
            settled = settled with { State = DeliveryState.FailedPermanently };
        }

        var recording = RecordAsync(ledger, settled);
        var before = monitor.Saw(delivery.Channel, result.Outcome);
        metrics.Settled(settled);
        trace?.SetTag("rootwatch.state", settled.State.ToString());
        Report(settled, result.Outcome);
        await Task.WhenAll(recording, TellOfChannelAsync(ledger, delivery, before, result.Outcome));
        return new DeliveryAttempt(settled, settled.ReceiptDue - time.GetUtcNow() ?? (result.Outcome as SendOutcome.Unavailable)?.RetryAfter);
    }

    private async Task<DeliveryAttempt> DropAsync(DeliveryLedger ledger, Delivery delivery, string reason)
    {
        var dropped = delivery with { State = DeliveryState.FailedPermanently, Reason = reason, Settled = time.GetUtcNow() };
        await ledger.SettleAsync(dropped, following: null, CancellationToken.None);
        return new DeliveryAttempt(dropped, RetryAfter: null);
    }

    private async Task RecordAsync(DeliveryLedger ledger, Delivery settled)
    {
        try
        {
            await ledger.SettleAsync(settled, following: null, CancellationToken.None);
        }
        catch (StoreUnavailableException failure)
        {
            Log.NotRecorded(logger, settled.Id, failure.Message);
            if (settled.IsDelivered)
            {
                // What was not told is leased until its lease expires, and is tried again then.
                _unrecorded[settled.Id] = (ledger, settled);
            }
        }
    }

    private Delivery Settled(Delivery delivery, SendResult result, OutgoingMessage outgoing)
    {
        var now = time.GetUtcNow();
        var refusals = result.Outcome is SendOutcome.Refused or SendOutcome.Unrecognized or SendOutcome.Rejected ? delivery.Refusals + 1 : 0;
        return delivery with
        {
            State = result.Outcome switch
            {
                SendOutcome.Succeeded => DeliveryState.Sent,
                SendOutcome.Accepted => DeliveryState.AcceptedUnproven,
                _ => DeliveryState.Due,
            },
            Proof = result.Outcome switch { SendOutcome.Succeeded sent => sent.Proof, SendOutcome.Accepted accepted => accepted.Proof, _ => null },
            IsReply = (result.Outcome as SendOutcome.Succeeded)?.IsReply,
            ReceiptDue = result.Outcome is SendOutcome.Accepted && outgoing.Receipt is not null ? now + TimeSpan.FromSeconds(teams.Value.Workflow.ReceiptWithinSeconds) : null,
            MayHaveBeenSent = result.MayHaveBeenSent,
            Settled = now,
            Reason = result.Outcome.Why,
            Refusals = refusals,
            NotBefore = refusals > 0 ? now + Backoff.After(refusals) : null,
        };
    }

    private async Task TellOfChannelAsync(DeliveryLedger ledger, Delivery delivery, ChannelHealth before, SendOutcome outcome)
    {
        try
        {
            if (outcome.NeedsPeople)
            {
                // From now on it matters whether anybody hears the others.
                foreach (var route in _routes.Values)
                {
                    route.Channel.AskForSubscribers();
                }

                await TellAsync(ledger, await outages.BeginAsync(delivery.Channel, outcome.Why!, CancellationToken.None));
            }
            else if (outcome is SendOutcome.Succeeded or SendOutcome.Accepted && before.IsRefusing is not false)
            {
                await TellAsync(ledger, await outages.EndAsync(delivery.Channel, CancellationToken.None));
            }
        }
        catch (StoreUnavailableException failure)
        {
            Log.NotRecorded(logger, delivery.Id, failure.Message);
        }
    }

    private async Task TellAsync(DeliveryLedger ledger, IReadOnlyList<Delivery> due)
    {
        foreach (var delivery in due)
        {
            await SendAsync(ledger, delivery);
        }
    }

    /// <summary>Where no receipt came, the alert goes out again through SNS.</summary>
    private async Task<DeliveryAttempt> AwaitReceiptAsync(DeliveryLedger ledger, Delivery unproven)
    {
        var now = time.GetUtcNow();
        if (unproven.ReceiptDue > now)
        {
            return new DeliveryAttempt(unproven, unproven.ReceiptDue - now);
        }

        var lost = unproven with { ReceiptDue = null, Reason = "no receipt in time", Settled = now };
        var again = new Delivery(unproven.Message with { Remark = ChannelNotices.Unproven }, "sns") { Suffix = $"{unproven.Suffix}.unproven", Due = now };
        if (!await ledger.SettleAsync(lost, again, CancellationToken.None))
        {
            return new DeliveryAttempt(lost, RetryAfter: null);
        }

        Log.Unproven(logger, unproven.Id);
        var sent = await SendAsync(ledger, again);
        return sent with { Delivery = sent.Delivery.IsOpen ? sent.Delivery : lost };
    }

    private void Report(Delivery delivery, SendOutcome outcome)
    {
        switch (outcome)
        {
            case SendOutcome.Succeeded or SendOutcome.Accepted:
                Log.Sent(logger, delivery.Id, Untrusted.Text(delivery.Proof ?? "none"));
                break;
            case SendOutcome.Rejected rejected:
                Log.Rejected(logger, delivery.Channel, rejected.Reason, delivery.Id);
                break;
            case { NeedsPeople: true }:
                Log.Refused(logger, delivery.Channel, outcome.Why!, delivery.Id);
                break;
            default:
                Log.StillDue(logger, delivery.Id, outcome.Why!);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Delivery {Delivery} told, proof {Proof}")]
        public static partial void Sent(ILogger logger, string delivery, string proof);

        [LoggerMessage(2, LogLevel.Error, "Channel {Channel} refuses messages ({Reason}): check its settings and permissions; delivery {Delivery} is tried again")]
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

        [LoggerMessage(8, LogLevel.Error, "Channel {Channel} can never take this message ({Reason}); delivery {Delivery}")]
        public static partial void Rejected(ILogger logger, string channel, string reason, string delivery);
    }
}
