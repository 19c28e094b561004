using Microsoft.Identity.Client;

namespace RootWatch.Bridge.Notifications.Teams.Graph;

/// <summary>Gives MSAL the host's own HTTP clients, which log no addresses.</summary>
internal sealed class GraphHttpClients(IHttpClientFactory clients) : IMsalHttpClientFactory
{
    public const string SignIn = "teams-graph-sign-in";
    public const string Api = "teams-graph";

    public HttpClient GetHttpClient() => clients.CreateClient(SignIn);
}
