namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>Publishes to the topic: one attempt, no retries of its own.</summary>
public interface ITopicPublisher
{
    Task<SendOutcome> PublishAsync(TopicMessage message, CancellationToken cancellationToken);
}
