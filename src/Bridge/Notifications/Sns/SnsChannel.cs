using Microsoft.Extensions.Options;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>Alerts through an Amazon SNS topic.</summary>
internal sealed class SnsChannel(IOptions<SnsOptions> options, ITopicPublisher publisher) : INotificationChannel
{
    public string Name => "sns";

    public Task<SendOutcome> SendAsync(Alert alert, CancellationToken cancellationToken) =>
        publisher.PublishAsync(TopicMessageComposer.Compose(alert, options.Value.TopicArn!), cancellationToken);
}
