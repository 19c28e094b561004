using RootWatch.Bridge.Clients;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>Asks SNS what a topic is like (GetTopicAttributes): one attempt, no retries of its own.</summary>
public interface ITopicSubscriptions
{
    Task<CapturedResponse> AskAsync(string topicArn, CancellationToken cancellationToken);
}
