using Microsoft.Extensions.Options;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>Messages through an Amazon SNS topic.</summary>
internal sealed class SnsChannel(IOptions<SnsOptions> options, AwsIdentity identity, ITopicPublisher publisher) : INotificationChannel
{
    public string Name => "sns";

    public async Task<SendOutcome> SendAsync(Outgoing outgoing, CancellationToken cancellationToken)
    {
        try
        {
            // Beforehand, so that what fails here is known not to have been sent.
            await identity.Credentials.GetCredentialsAsync().WaitAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new SendOutcome.Refused($"no AWS credentials: {failure.GetType().Name}");
        }

        return await publisher.PublishAsync(TopicMessageComposer.Compose(outgoing, options.Value.TopicArn!), cancellationToken);
    }
}
