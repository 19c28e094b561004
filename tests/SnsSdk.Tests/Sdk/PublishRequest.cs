using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>What the official package calls a message to publish.</summary>
public sealed class PublishRequest : AmazonWebServiceRequest
{
    public string? TopicArn { get; set; }

    public string? Subject { get; set; }

    public string? Message { get; set; }

    public string? MessageStructure { get; set; }

    public string? MessageGroupId { get; set; }

    public string? MessageDeduplicationId { get; set; }

    public IReadOnlyDictionary<string, MessageAttributeValue> MessageAttributes { get; set; } = new Dictionary<string, MessageAttributeValue>(StringComparer.Ordinal);
}
