using Microsoft.Extensions.Options;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>Messages through an Amazon SNS topic.</summary>
internal sealed class SnsChannel(IOptions<SnsOptions> options, AwsIdentity identity, ITopicPublisher publisher) : INotificationChannel
{
    public string Name => "sns";

    public async Task<SendOutcome> SendAsync(Outgoing outgoing, CancellationToken cancellationToken) =>
        await identity.TryAsync(cancellationToken)
        ?? await publisher.PublishAsync(TopicMessageComposer.Compose(outgoing, options.Value.TopicArn!), cancellationToken);

    public Task<string?> CheckAsync(CancellationToken cancellationToken) => identity.CheckAsync(cancellationToken);
}
