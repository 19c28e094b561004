using System.Security.Cryptography;
using Azure.Core;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;

namespace RootWatch.Bridge.Notifications.Teams.Graph;

/// <summary>The one-time consent: a person signs in as the service account, in a browser.</summary>
public sealed class GraphSignIn(IOptions<TeamsOptions> options, IMsalHttpClientFactory http, TokenCredential vaultIdentity)
{
    /// <param name="redirect">Where Entra sends the browser afterwards; the app registration must list it.</param>
    /// <param name="cancellationToken">Ends the wait for Entra.</param>
    public async Task<SignInRequest> BeginAsync(Uri redirect, CancellationToken cancellationToken)
    {
        var application = GraphApplication.Create(options.Value.Graph, http, vaultIdentity, redirect: redirect);
        var state = RandomNumberGenerator.GetHexString(32);
        var url = await application.GetAuthorizationRequestUrl(GraphApplication.Scopes)
            .WithPkce(out var verifier)
            .WithExtraQueryParameters(new Dictionary<string, (string Value, bool IncludeInCacheKey)>(StringComparer.Ordinal) { ["state"] = (state, false) })
            .ExecuteAsync(cancellationToken);
        return new SignInRequest(url, redirect, state, verifier);
    }

    /// <summary>Trades the code for tokens and keeps them in the cache.</summary>
    /// <returns>Who signed in.</returns>
    /// <exception cref="MsalException">Entra refused the code.</exception>
    public async Task<string> CompleteAsync(SignInRequest request, string code, CancellationToken cancellationToken)
    {
        var application = GraphApplication.Create(options.Value.Graph, http, vaultIdentity, redirect: request.Redirect);
        var result = await application.AcquireTokenByAuthorizationCode(GraphApplication.Scopes, code)
            .WithPkceCodeVerifier(request.Verifier)
            .ExecuteAsync(cancellationToken);
        return result.Account.Username;
    }
}
