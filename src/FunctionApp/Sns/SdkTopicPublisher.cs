using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Clients;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Notifications.Sns;

namespace RootWatch.FunctionApp.Sns;

/// <summary>Publishes to SNS with the official SDK, whose own environment variables (AWS_ENDPOINT_URL, AWS_USE_FIPS_ENDPOINT …) count.</summary>
internal sealed class SdkTopicPublisher(AwsIdentity identity, IOptions<SnsOptions> options, TimeProvider time) : ITopicPublisher, IDisposable
{
    private readonly Lazy<AmazonSimpleNotificationServiceClient> _client = new(() => Create(identity, options.Value, time));

    public async Task<SendOutcome> PublishAsync(TopicMessage message, CancellationToken cancellationToken)
    {
        var request = new PublishRequest
        {
            TopicArn = message.TopicArn,
            Subject = message.Subject,
            Message = message.Body,
            MessageStructure = message.IsByProtocol ? "json" : null,
            MessageAttributes = message.Attributes.ToDictionary(
                attribute => attribute.Key,
                attribute => new MessageAttributeValue { DataType = "String", StringValue = attribute.Value },
                StringComparer.Ordinal),
            MessageGroupId = message.GroupId,
            MessageDeduplicationId = message.DeduplicationId,
        };
        var answer = await ResponseCapture.RecordAsync(() => _client.Value.PublishAsync(request, cancellationToken));
        return answer is null ? new SendOutcome.Unknown("no answer") : SnsAnswers.OutcomeOf(answer, time);
    }

    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    private static AmazonSimpleNotificationServiceClient Create(AwsIdentity identity, SnsOptions options, TimeProvider time)
    {
        var region = options.TopicRegion();
        var config = new AmazonSimpleNotificationServiceConfig { RegionEndpoint = region };
        SingleAttempt.Apply(config, time);
        if (options.ServiceUrl is { } url)
        {
            // An address of one's own takes the place of the region, which the signature still needs.
            config.ServiceURL = url.ToString();
            config.AuthenticationRegion = region.SystemName;
        }

        return new AmazonSimpleNotificationServiceClient(identity.Credentials, config);
    }
}
