using Microsoft.Extensions.Options;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>Messages through a topic that Amazon Q Developer in chat applications reads, with the same credentials as the other topic.</summary>
internal sealed class AmazonQChannel(IOptions<SnsOptions> options, AwsIdentity identity, ITopicPublisher publisher) : INotificationChannel
{
    public string Name => "amazon-q";

    public async Task<SendOutcome> SendAsync(Outgoing outgoing, CancellationToken cancellationToken) =>
        await identity.TryAsync(cancellationToken)
        ?? await publisher.PublishAsync(TopicMessageComposer.ComposeForAmazonQ(outgoing, options.Value.AmazonQTopicArn!), cancellationToken);

    public Task<string?> CheckAsync(CancellationToken cancellationToken) => identity.CheckAsync(cancellationToken);
}
