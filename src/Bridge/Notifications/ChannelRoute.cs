using RootWatch.Bridge.Messages;

namespace RootWatch.Bridge.Notifications;

/// <summary>A channel with what stands before it: its pipeline, and the gate that keeps it readable.</summary>
internal sealed class ChannelRoute
{
    private readonly ChannelPipeline _pipeline;

    public ChannelRoute(INotificationChannel channel, int readable, TimeProvider time)
    {
        Channel = channel;
        _pipeline = new ChannelPipeline(channel, time);
        Gate = new StormGate(readable, SendAsync, time);
    }

    public INotificationChannel Channel { get; }

    public StormGate Gate { get; }

    public Task<SendResult> SendAsync(OutgoingMessage outgoing) => _pipeline.SendAsync(outgoing, CancellationToken.None);
}
