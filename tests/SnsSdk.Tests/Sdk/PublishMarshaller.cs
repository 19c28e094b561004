using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.SimpleNotificationService.Model;
using Amazon.Util;

namespace Amazon.SimpleNotificationService;

/// <summary>Writes a message as SNS's query protocol has it.</summary>
internal sealed class PublishMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var publish = (PublishRequest)input;
        var request = new DefaultRequest(publish, "Amazon.SimpleNotificationService") { HttpMethod = "POST" };
        request.Parameters.Add("Action", "Publish");
        request.Parameters.Add("Version", "2010-03-31");
        Add(nameof(publish.TopicArn), publish.TopicArn);
        Add(nameof(publish.Subject), publish.Subject);
        Add(nameof(publish.Message), publish.Message);
        Add(nameof(publish.MessageStructure), publish.MessageStructure);
        Add(nameof(publish.MessageGroupId), publish.MessageGroupId);
        Add(nameof(publish.MessageDeduplicationId), publish.MessageDeduplicationId);
        foreach (var (entry, (name, value)) in publish.MessageAttributes.Index())
        {
            var prefix = string.Create(CultureInfo.InvariantCulture, $"MessageAttributes.entry.{entry + 1}.");
            Add(prefix + "Name", name);
            Add(prefix + "Value.DataType", value.DataType);
            Add(prefix + "Value.StringValue", value.StringValue);
        }

        request.ContentStream = AWSSDKUtils.WriteParametersToPooledStream(request);
        return request;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                request.Parameters.Add(name, value);
            }
        }
    }
}
