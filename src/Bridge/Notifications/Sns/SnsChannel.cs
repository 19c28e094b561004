using RootWatch.Bridge.Clients;
using RootWatch.Bridge.Messages;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>Messages through an Amazon SNS topic.</summary>
/// <param name="name">What the channel is called.</param>
/// <param name="topicArn">The topic.</param>
/// <param name="compose">Writes a message as the topic's subscribers read it.</param>
/// <param name="identity">Whose credentials it publishes with.</param>
/// <param name="publisher">Publishes it.</param>
/// <param name="subscribers">Who hears it.</param>
internal sealed class SnsChannel(string name, string topicArn, Func<OutgoingMessage, string, TopicMessage> compose, AwsIdentity identity, ITopicPublisher publisher, TopicSubscribers subscribers) : INotificationChannel
{
    public string Name => name;

    public Subscribers? Subscribers => subscribers.Known;

    public void AskForSubscribers() => subscribers.Ask();

    public Task<SendOutcome?> PrepareAsync(CancellationToken cancellationToken) => identity.PrepareAsync(cancellationToken);

    public void DropCredentials() => identity.DropCredentials();

    public async Task<SendOutcome> SendAsync(OutgoingMessage outgoing, CancellationToken cancellationToken)
    {
        try
        {
            return await publisher.PublishAsync(compose(outgoing, topicArn), cancellationToken);
        }
        catch (Exception failure) when (CredentialsException.In(failure) is { } none)
        {
            // They ended between the preparation and the signature.
            return AwsIdentity.Named(none.Outcome);
        }
    }

    public async Task<string?> CheckAsync(CancellationToken cancellationToken) => (await identity.PrepareAsync(cancellationToken))?.Why;
}
