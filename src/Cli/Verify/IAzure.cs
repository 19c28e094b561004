using System.Text.Json.Nodes;

namespace RootWatch.Cli.Verify;

/// <summary>Reads from Azure Resource Manager.</summary>
internal interface IAzure
{
    /// <param name="path">The resource's id, and what follows it, without the API version.</param>
    /// <param name="apiVersion">Such as 2024-04-01.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The resource; null where there is none, or nobody may see it.</returns>
    /// <exception cref="HttpRequestException">Azure does not answer, or there are no credentials.</exception>
    Task<JsonNode?> GetAsync(string path, string apiVersion, CancellationToken cancellationToken);
}
