using System.Net;
using Amazon.Runtime;
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
            var reason = $"no AWS credentials: {failure.GetType().Name}";
            return IsSetting(failure) ? new SendOutcome.Refused(reason) : new SendOutcome.Unavailable(reason);
        }

        return await publisher.PublishAsync(TopicMessageComposer.Compose(outgoing, options.Value.TopicArn!), cancellationToken);
    }

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await identity.Credentials.GetCredentialsAsync().WaitAsync(cancellationToken);
            return null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return $"no AWS credentials: {failure.GetType().Name}{(failure is AmazonServiceException { ErrorCode: { } code } ? $" {Untrusted.Text(code)}" : string.Empty)}";
        }
    }

    // There are none anywhere, or STS says that the role does not trust this identity. All else may pass by itself.
    private static bool IsSetting(Exception failure) =>
        failure is AmazonClientException
        || failure is AmazonServiceException { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.TooManyRequests } refused
            && SnsErrors.Classify(refused.StatusCode, refused.ErrorCode, retryAfter: null) is SendOutcome.Refused;
}
