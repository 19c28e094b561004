using Microsoft.IdentityModel.Protocols;
using RootWatch.Bridge.Notifications;

namespace RootWatch.Bridge.Callers;

/// <summary>Reads Entra ID's published documents, and gives up soon.</summary>
internal sealed class EntraDocuments(IHttpClientFactory clients, TimeProvider time) : IDocumentRetriever
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private const int Longest = 1024 * 1024;

    /// <exception cref="IOException">The document cannot be read.</exception>
    public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            using var client = clients.CreateClient(EntraCallers.HttpClientName);
            client.MaxResponseContentBufferSize = Longest;
            return await client.GetStringAsync(address, either.Token);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            throw new IOException($"Entra ID's keys: {(failure as HttpRequestException)?.StatusCode?.ToString() ?? SendOutcome.OfFailure(failure).Why}", failure);
        }
    }
}
