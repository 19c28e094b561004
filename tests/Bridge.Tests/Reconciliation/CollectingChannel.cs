using System.Collections.Concurrent;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications;

namespace RootWatch.Bridge.Tests.Reconciliation;

/// <summary>Takes every message at once.</summary>
internal sealed class CollectingChannel(TimeProvider time) : INotificationChannel
{
    private readonly ConcurrentQueue<(DateTimeOffset At, Message Message)> _received = new();

    public IReadOnlyCollection<(DateTimeOffset At, Message Message)> Received => _received;

    public IEnumerable<Alert> Alerts => _received.Select(received => received.Message).OfType<Alert>();

    public string Name => "collected";

    public Task<string?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task<SendOutcome> SendAsync(OutgoingMessage outgoing, CancellationToken cancellationToken)
    {
        _received.Enqueue((time.GetUtcNow(), outgoing.Message));
        return Task.FromResult<SendOutcome>(new SendOutcome.Succeeded(outgoing.DeliveryId));
    }
}
