using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.Extensions.Msal;

namespace RootWatch.Bridge.Notifications.Teams.Graph;

/// <summary>The service account that posts: signs in once, and from then on renews its tokens from the cache file.</summary>
public sealed class GraphAccount(IOptions<TeamsOptions> options, IMsalHttpClientFactory http)
{
    private static readonly string[] Scopes = ["ChannelMessage.Send"];

    private readonly GraphOptions _options = options.Value.Graph;
    private IConfidentialClientApplication? _application;

    /// <summary>Null where nobody has signed in, or the sign-in is no longer good.</summary>
    public async Task<string?> TryGetTokenAsync(CancellationToken cancellationToken)
    {
        var application = await ApplicationAsync(redirect: null);
#pragma warning disable CS0618 // Meant to keep web apps from mixing up their users; this cache holds the one service account.
        var accounts = await application.GetAccountsAsync();
#pragma warning restore CS0618
        try
        {
            var result = await application.AcquireTokenSilent(Scopes, accounts.FirstOrDefault()).ExecuteAsync(cancellationToken);
            return result.AccessToken;
        }
        catch (MsalUiRequiredException)
        {
            return null;
        }
    }

    /// <summary>Where a person signs in; Entra then sends the browser to <paramref name="redirect"/> with a code.</summary>
    public async Task<Uri> SignInUrlAsync(Uri redirect, string state, CancellationToken cancellationToken)
    {
        var application = await ApplicationAsync(redirect);
        return await application.GetAuthorizationRequestUrl(Scopes)
            .WithExtraQueryParameters(new Dictionary<string, (string Value, bool IncludeInCacheKey)>(StringComparer.Ordinal) { ["state"] = (state, false) })
            .ExecuteAsync(cancellationToken);
    }

    /// <summary>Trades the code for tokens and keeps them.</summary>
    /// <returns>Who signed in.</returns>
    /// <exception cref="MsalException">Entra refused the code.</exception>
    public async Task<string> RedeemAsync(string code, Uri redirect, CancellationToken cancellationToken)
    {
        var application = await ApplicationAsync(redirect);
        var result = await application.AcquireTokenByAuthorizationCode(Scopes, code).ExecuteAsync(cancellationToken);
        return result.Account.Username;
    }

    private async Task<IConfidentialClientApplication> ApplicationAsync(Uri? redirect)
    {
        if (_application is not null)
        {
            return _application;
        }

        var builder = ConfidentialClientApplicationBuilder.Create(_options.ClientId)
            .WithClientSecret(_options.ClientSecret)
            .WithAuthority($"{_options.LoginUrl.AbsoluteUri.TrimEnd('/')}/{_options.TenantId}")
            .WithInstanceDiscovery(enableInstanceDiscovery: false)
            .WithHttpClientFactory(http);
        if (redirect is not null)
        {
            builder = builder.WithRedirectUri(redirect.AbsoluteUri);
        }

        var application = builder.Build();
        var path = Path.GetFullPath(_options.TokenCachePath!);
        var storage = new StorageCreationPropertiesBuilder(Path.GetFileName(path), Path.GetDirectoryName(path)!).WithUnprotectedFile().Build();
        var cache = await MsalCacheHelper.CreateAsync(storage);
        cache.RegisterCache(application.UserTokenCache);
        return _application = application;
    }
}
