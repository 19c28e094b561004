using System.Net;
using Azure;
using Azure.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;
using RootWatch.Bridge.Clients;

namespace RootWatch.Bridge.Notifications.Teams.Graph;

/// <summary>The service account that posts: it signed in once, and its tokens are renewed from the cache.</summary>
internal sealed class GraphAccount
{
    private const string NotSignedIn = "the Teams service account is not signed in: run rootwatch teams sign-in";
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    private readonly GraphOptions _options;
    private readonly IMsalHttpClientFactory _http;
    private readonly TokenCredential _vaultIdentity;
    private readonly ILogger<GraphAccount> _logger;
    private readonly RenewedCredentials<string> _token;
    private volatile Doubt? _doubt;

    public GraphAccount(IOptions<TeamsOptions> options, IMsalHttpClientFactory http, TokenCredential vaultIdentity, TimeProvider time, ILogger<GraphAccount> logger)
    {
        (_options, _http, _vaultIdentity, _logger) = (options.Value.Graph, http, vaultIdentity, logger);
        _token = new(AcquireAsync, time);
    }

    /// <returns>Why there is no token; null where there is one.</returns>
    public async Task<SendOutcome?> PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _token.PrepareAsync(cancellationToken);
            return null;
        }
        catch (CredentialsException none)
        {
            return none.Outcome;
        }
    }

    /// <exception cref="CredentialsException">There is none.</exception>
    public Task<string> GetTokenAsync(CancellationToken cancellationToken) => _token.GetAsync(cancellationToken);

    /// <summary>Has Entra ID give a new token next, though the one at hand has not ended.</summary>
    /// <param name="claims">What Graph asked that the new token show; null where it asked nothing.</param>
    public void DropToken(string? claims)
    {
        _doubt = new Doubt(claims);
        _token.Drop();
    }

    // Each time as a new application: one whose cache hangs keeps the cache's lock.
    private async Task<ExpiringCredentials<string>> AcquireAsync(CancellationToken cancellationToken)
    {
        var doubt = _doubt;
        try
        {
            var application = GraphApplication.Create(_options, _http, _vaultIdentity, new UnattendedTokenCache(_logger));
#pragma warning disable CS0618 // Meant to keep web apps from mixing up their users; this cache holds the one service account.
            var accounts = await application.GetAccountsAsync().WaitAsync(cancellationToken);
#pragma warning restore CS0618
            var request = application.AcquireTokenSilent(GraphApplication.Scopes, accounts.FirstOrDefault()).WithForceRefresh(doubt is not null);
            var result = await (doubt?.Claims is { } claims ? request.WithClaims(claims) : request).ExecuteAsync(cancellationToken).WaitAsync(cancellationToken);
            Interlocked.CompareExchange(ref _doubt, null, doubt);
            return new ExpiringCredentials<string>(result.AccessToken, result.ExpiresOn - Early, result.ExpiresOn);
        }
        catch (Exception failure) when (failure is not CredentialsException)
        {
            throw new CredentialsException(OutcomeOf(failure));
        }
    }

    private static SendOutcome OutcomeOf(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case MsalUiRequiredException:
                    return new SendOutcome.Refused(NotSignedIn);
                case MsalServiceException { StatusCode: > 0 } refused:
                    return Of("Entra ID", refused.StatusCode, CapturedResponse.CodeOf(refused.ErrorCode));
                case RequestFailedException { Status: > 0 } refused:
                    return Of("Key Vault", refused.Status, CapturedResponse.CodeOf(refused.ErrorCode));
                case HttpRequestException or IOException or OperationCanceledException or TimeoutException:
                    return new SendOutcome.Unavailable($"Entra ID or the token cache: {SendOutcome.OfFailure(failure).Why}");
                default:
                    break;
            }
        }

        return failure is MsalException { IsRetryable: false } wrong
            ? new SendOutcome.Refused($"Entra ID: {wrong.ErrorCode}")
            : new SendOutcome.Unavailable($"Entra ID or the token cache: {failure.GetType().Name}");
    }

    private static SendOutcome Of(string service, int status, string? code) =>
        SendOutcome.OfStatus((HttpStatusCode)status, retryAfter: null, code) is SendOutcome.Refused refused
            ? new SendOutcome.Refused($"{service}: {refused.Reason}")
            : new SendOutcome.Unavailable($"{service}: HTTP {status} {code}".TrimEnd());

    private sealed record Doubt(string? Claims);
}
