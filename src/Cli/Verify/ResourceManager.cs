using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Identity;

namespace RootWatch.Cli.Verify;

/// <summary>Azure Resource Manager, with the credentials of "az login".</summary>
internal sealed class ResourceManager(HttpClient client, TokenCredential credential) : IAzure
{
    private static readonly Uri Endpoint = new("https://management.azure.com");

    public async Task<JsonNode?> GetAsync(string path, string apiVersion, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Endpoint, $"{path}?api-version={apiVersion}"));
        try
        {
            var token = await credential.GetTokenAsync(new TokenRequestContext([$"{Endpoint.AbsoluteUri}.default"]), cancellationToken);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        }
        catch (AuthenticationFailedException failure)
        {
            throw new HttpRequestException("there are no Azure credentials: run az login", failure);
        }

        using var answer = await client.SendAsync(request, cancellationToken);
        if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            return null;
        }

        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
    }
}
