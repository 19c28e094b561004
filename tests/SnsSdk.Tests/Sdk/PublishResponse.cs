using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>What SNS answers.</summary>
public sealed class PublishResponse : AmazonWebServiceResponse
{
    public string? MessageId { get; set; }
}
