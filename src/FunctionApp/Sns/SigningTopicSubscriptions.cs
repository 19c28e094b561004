using Microsoft.Extensions.Options;
using RootWatch.Bridge.Clients;
using RootWatch.Bridge.Notifications.Sns;

namespace RootWatch.FunctionApp.Sns;

/// <summary>Asks with a signed form post, whoever publishes.</summary>
internal sealed class SigningTopicSubscriptions(IHttpClientFactory clients, IOptions<SnsOptions> options, TimeProvider time) : ITopicSubscriptions
{
    public async Task<CapturedResponse> AskAsync(string topicArn, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(SigningTopicPublisher.HttpClientName);
        using var form = new FormUrlEncodedContent([new("Action", "GetTopicAttributes"), new("Version", "2010-03-31"), new("TopicArn", topicArn)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, SigningTopicPublisher.Endpoint(options.Value)) { Content = form };
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return await CapturedResponse.ReadAsync(response, time, cancellationToken);
    }
}
