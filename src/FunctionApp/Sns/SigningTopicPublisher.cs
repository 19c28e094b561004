using Amazon;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Clients;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Notifications.Sns;

namespace RootWatch.FunctionApp.Sns;

/// <summary>Publishes to SNS with a signed form post: what the SNS package would do, for feeds that lack it.</summary>
internal sealed class SigningTopicPublisher(IHttpClientFactory clients, IOptions<SnsOptions> options, TimeProvider time) : ITopicPublisher
{
    public const string HttpClientName = "sns";

    public async Task<SendOutcome> PublishAsync(TopicMessage message, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(HttpClientName);
        using var form = new FormUrlEncodedContent(Form(message));
        using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint(options.Value)) { Content = form };
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return SnsAnswers.OutcomeOf(await CapturedResponse.ReadAsync(response, time, cancellationToken), time);
    }

    internal static Uri Endpoint(SnsOptions options) => options.ServiceUrl ?? Endpoint(options.TopicRegion());

    private static Uri Endpoint(RegionEndpoint region) => new($"https://sns.{region.SystemName}.{region.PartitionDnsSuffix}/");

    private static IEnumerable<KeyValuePair<string, string>> Form(TopicMessage message)
    {
        yield return new("Action", "Publish");
        yield return new("Version", "2010-03-31");
        yield return new("TopicArn", message.TopicArn);
        yield return new("Subject", message.Subject);
        yield return new("Message", message.Body);
        if (message.IsByProtocol)
        {
            yield return new("MessageStructure", "json");
        }

        foreach (var (entry, (name, value)) in message.Attributes.Index())
        {
            yield return new($"MessageAttributes.entry.{entry + 1}.Name", name);
            yield return new($"MessageAttributes.entry.{entry + 1}.Value.DataType", "String");
            yield return new($"MessageAttributes.entry.{entry + 1}.Value.StringValue", value);
        }

        if (message.GroupId is not null)
        {
            yield return new("MessageGroupId", message.GroupId);
            yield return new("MessageDeduplicationId", message.DeduplicationId!);
        }
    }
}
