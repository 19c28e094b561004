using Azure.Core;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;

namespace RootWatch.Bridge.Notifications.Teams.Graph;

/// <summary>The service account that posts: it signed in once, and its tokens are renewed from the cache.</summary>
internal sealed class GraphAccount(IOptions<TeamsOptions> options, IMsalHttpClientFactory http, TokenCredential vaultIdentity)
{
    private IConfidentialClientApplication? _application;

    /// <summary>Null where nobody has signed in, or the sign-in is no longer good.</summary>
    public async Task<string?> TryGetTokenAsync(CancellationToken cancellationToken)
    {
        var application = _application ??= await GraphApplication.CreateAsync(options.Value.Graph, http, vaultIdentity);
#pragma warning disable CS0618 // Meant to keep web apps from mixing up their users; this cache holds the one service account.
        var accounts = await application.GetAccountsAsync();
#pragma warning restore CS0618
        try
        {
            var result = await application.AcquireTokenSilent(GraphApplication.Scopes, accounts.FirstOrDefault()).ExecuteAsync(cancellationToken);
            return result.AccessToken;
        }
        catch (MsalUiRequiredException)
        {
            return null;
        }
    }
}
