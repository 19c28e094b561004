using System.Net.Http.Headers;

namespace RootWatch.Cli.Bridge;

/// <summary>Asks a running bridge.</summary>
/// <param name="client">Follows no redirects: a bridge gives none, and a key goes to nobody else.</param>
/// <param name="bridge">An address of the bridge.</param>
/// <param name="key">The key.</param>
internal sealed class BridgeClient(HttpClient client, Uri bridge, string key)
{
    public static HttpClient CreateClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>Sends a request with JSON, if any, and reads the answer, whatever its status.</summary>
    /// <exception cref="BridgeException">There is no answer.</exception>
    public async Task<BridgeAnswer> SendAsync(HttpMethod method, string path, byte[]? json, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(bridge, $"/api/{path}"));
        request.Headers.Add("x-functions-key", key);
        if (json is not null)
        {
            request.Content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            return new BridgeAnswer(response.StatusCode, response.Content.Headers.ContentType?.MediaType, response.Headers.RetryAfter?.Delta, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new BridgeException($"The bridge cannot be reached: {failure.Message}", failure);
        }
        catch (OperationCanceledException timeout) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BridgeException("The bridge cannot be reached: it does not answer in time.", timeout);
        }
    }
}
