using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Signing;

namespace RootWatch.Simulator.Aws;

/// <summary>Signed calls to AWS's APIs. The few that are needed here are not worth an SDK package each.</summary>
/// <param name="credentials">Who calls.</param>
/// <param name="endpoint">Another endpoint than each service's own; null for those.</param>
public sealed class AwsApi(AWSCredentials credentials, Uri? endpoint = null) : IDisposable
{
    private readonly ConcurrentDictionary<(string Service, string Region), HttpClient> _clients = new();

    /// <summary>The same endpoints, called by somebody else.</summary>
    public AwsApi As(AWSCredentials other) => new(other, endpoint);

    /// <summary>Calls a service that speaks JSON.</summary>
    /// <param name="service">As signatures name it: events, sqs, secretsmanager …</param>
    /// <param name="region">Such as eu-central-1.</param>
    /// <param name="target">The operation as X-Amz-Target has it, such as AWSEvents.ListRules.</param>
    /// <param name="request">The body.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AwsApiException">The service refused, or cannot be reached.</exception>
    public async Task<JsonNode> JsonAsync(string service, string region, string target, JsonNode request, CancellationToken cancellationToken)
    {
        using var content = new StringContent(request.ToJsonString(), Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue(service is "sqs" ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1");
        using var message = new HttpRequestMessage(HttpMethod.Post, "/") { Content = content };
        message.Headers.Add("X-Amz-Target", target);
        var answer = await SendAsync(service, region, message, cancellationToken);
        return JsonNode.Parse(answer.Length == 0 ? "{}" : answer)!;
    }

    /// <summary>Calls a service that speaks the query protocol.</summary>
    /// <exception cref="AwsApiException">The service refused, or cannot be reached.</exception>
    public async Task<XElement> QueryAsync(
        string service, string region, string version, string action, IEnumerable<(string Name, string Value)> parameters, CancellationToken cancellationToken)
    {
        using var content = new FormUrlEncodedContent(
            parameters.Prepend(("Version", version)).Prepend(("Action", action)).Select(parameter => KeyValuePair.Create(parameter.Item1, parameter.Item2)));
        using var message = new HttpRequestMessage(HttpMethod.Post, "/") { Content = content };
        return WithoutNamespaces(XElement.Parse(await SendAsync(service, region, message, cancellationToken)));
    }

    /// <summary>Calls a service in its own way.</summary>
    /// <exception cref="AwsApiException">The service refused, or cannot be reached.</exception>
    public async Task<string> SendAsync(string service, string region, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var client = _clients.GetOrAdd((service, region), Client);
        try
        {
            using var response = await client.SendAsync(message, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode ? text : throw new AwsApiException(CodeIn(text) ?? response.StatusCode.ToString(), $"{service} answered {(int)response.StatusCode} {CodeIn(text)}".TrimEnd());
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new AwsApiException("Unreachable", $"{service} in {region} cannot be reached: {failure.Message}", failure);
        }
        catch (AmazonClientException failure)
        {
            throw new AwsApiException("NoCredentials", $"There are no AWS credentials: {failure.Message}", failure);
        }
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }

    private static XElement WithoutNamespaces(XElement element) =>
        new(element.Name.LocalName, element.HasElements ? element.Elements().Select(WithoutNamespaces) : element.Value);

    private static string? CodeIn(string answer)
    {
        try
        {
            return answer.StartsWith('<')
                ? XElement.Parse(answer).Descendants().FirstOrDefault(element => element.Name.LocalName is "Code")?.Value
                : JsonNode.Parse(answer)?["__type"]?.ToString().Split('#')[^1];
        }
        catch (Exception unreadable) when (unreadable is XmlException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private HttpClient Client((string Service, string Region) of)
    {
        var (host, region) = Place(of.Service, of.Region);
#pragma warning disable CA2000 // The client disposes of its handlers.
        var handler = new SigV4SigningHandler(credentials, RegionEndpoint.GetBySystemName(region), of.Service, new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
#pragma warning restore CA2000
        return new HttpClient(handler) { BaseAddress = endpoint ?? new Uri($"https://{host}/") };
    }

    // IAM and Organizations have one endpoint in a partition, and signatures name its region.
    private static (string Host, string Region) Place(string service, string region) =>
        (service, region.StartsWith("cn-", StringComparison.Ordinal)) switch
        {
            ("iam", false) => ("iam.amazonaws.com", "us-east-1"),
            ("iam", true) => ("iam.cn-north-1.amazonaws.com.cn", "cn-north-1"),
            ("organizations", false) => ("organizations.us-east-1.amazonaws.com", "us-east-1"),
            ("organizations", true) => ("organizations.cn-northwest-1.amazonaws.com.cn", "cn-northwest-1"),
            _ => ($"{service}.{region}.{RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}", region),
        };
}
