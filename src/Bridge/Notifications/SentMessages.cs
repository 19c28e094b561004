using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;

namespace RootWatch.Bridge.Notifications;

/// <summary>What this process has told to each channel, or is telling: it does not tell the same twice, whatever the ledger knows of it.</summary>
internal sealed class SentMessages : IDisposable
{
    private const int Most = 50_000;

    // EventBridge brings an event back for a day at most.
    private static readonly MemoryCacheEntryOptions Kept = new() { Size = 1, SlidingExpiration = TimeSpan.FromDays(1) };

    private readonly MemoryCache _told = new(new MemoryCacheOptions { SizeLimit = Most });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<DeliveryAttempt?>> _telling = new(StringComparer.Ordinal);

    /// <summary>Sends, unless the same was sent; if it is being sent, waits for what comes of that.</summary>
    /// <param name="due">What is to be sent.</param>
    /// <param name="send">Sends it.</param>
    /// <param name="record">Records how the same was sent before.</param>
    public async Task<DeliveryAttempt> OnceAsync(Delivery due, Func<Task<DeliveryAttempt>> send, Func<Delivery, Task> record)
    {
        var key = KeyOf(due);
        var mine = new TaskCompletionSource<DeliveryAttempt?>(TaskCreationOptions.RunContinuationsAsynchronously);
        while (true)
        {
            if (_told.Get<Outcome>(key) is { } told)
            {
                var settled = told.ApplyTo(due);
                await record(settled);
                return new DeliveryAttempt(settled, RetryAfter: null);
            }

            var first = _telling.GetOrAdd(key, mine);
            if (first == mine)
            {
                return await SendAsync(key, mine, send);
            }

            // What did not work for somebody else is tried again only by whoever has the lease.
            var tried = await first.Task;
            if (!due.IsMine && tried?.Delivery.IsDelivered is not true)
            {
                return new DeliveryAttempt(due, tried?.RetryAfter);
            }
        }
    }

    /// <summary>Whether a receipt came for it here.</summary>
    public bool IsProven(Delivery delivery) => _told.Get<Outcome>(KeyOf(delivery)) is { State: DeliveryState.Sent };

    /// <summary>Takes a receipt; false where this process sent no message of that name.</summary>
    public bool TryProve(string delivery)
    {
        if (_told.Get<string>(delivery) is not { } key || _told.Get<Outcome>(key) is not { } told)
        {
            return false;
        }

        _told.Set(key, told with { State = DeliveryState.Sent, ReceiptDue = null }, Kept);
        return true;
    }

    public void Dispose() => _told.Dispose();

    private static string KeyOf(Delivery delivery) => $"{delivery.Channel} {delivery.Message.Fingerprint}";

    private async Task<DeliveryAttempt> SendAsync(string key, TaskCompletionSource<DeliveryAttempt?> mine, Func<Task<DeliveryAttempt>> send)
    {
        DeliveryAttempt? attempted = null;
        try
        {
            return attempted = await send();
        }
        finally
        {
            if (attempted?.Delivery.IsDelivered is true)
            {
                _told.Set(key, Outcome.Of(attempted.Delivery), Kept);
                if (attempted.Delivery.ReceiptDue is not null)
                {
                    _told.Set(attempted.Delivery.Id, key, Kept);
                }
            }

            _telling.TryRemove(key, out _);
            mine.SetResult(attempted);
        }
    }

    private sealed record Outcome(DeliveryState State, string? Proof, bool? IsReply, bool IsInDigest, DateTimeOffset? Settled, DateTimeOffset? ReceiptDue, string? Reason)
    {
        public static Outcome Of(Delivery delivery) =>
            new(delivery.State, delivery.Proof, delivery.IsReply, delivery.IsInDigest, delivery.Settled, delivery.ReceiptDue, delivery.Reason);

        public Delivery ApplyTo(Delivery delivery) =>
            delivery with { State = State, Proof = Proof, IsReply = IsReply, IsInDigest = IsInDigest, Settled = Settled, ReceiptDue = ReceiptDue, Reason = Reason, Refusals = 0, NotBefore = null };
    }
}
