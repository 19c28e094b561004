using Azure.Core;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Identity.Client;

namespace RootWatch.Bridge.Notifications.Teams.Graph;

/// <summary>The app registration as MSAL knows it, with the token cache in its file or secret.</summary>
internal static class GraphApplication
{
    public static readonly string[] Scopes = ["ChannelMessage.Send", "ChannelMessage.ReadWrite"];

    /// <param name="options">The settings.</param>
    /// <param name="http">MSAL's HTTP clients.</param>
    /// <param name="vaultIdentity">Opens the vault.</param>
    /// <param name="unattended">Where nobody sits before it, and an alert waits; null for a person who signs in.</param>
    /// <param name="redirect">Where Entra ID sends the browser.</param>
    public static IConfidentialClientApplication Create(GraphOptions options, IMsalHttpClientFactory http, TokenCredential vaultIdentity, UnattendedTokenCache? unattended = null, Uri? redirect = null)
    {
        var builder = ConfidentialClientApplicationBuilder.Create(options.ClientId)
            .WithClientSecret(options.ClientSecret)
            .WithAuthority($"{options.LoginUrl.AbsoluteUri.TrimEnd('/')}/{options.TenantId}")
            .WithInstanceDiscovery(enableInstanceDiscovery: false)
            .WithHttpClientFactory(http, retryOnceOn5xx: unattended is null);
        var application = (redirect is null ? builder : builder.WithRedirectUri(redirect.AbsoluteUri)).Build();

        if (options.TokenCacheSecret is { } secret && KeyVaultSecretIdentifier.TryCreate(secret, out var identifier))
        {
            var vault = new SecretClient(identifier.VaultUri, vaultIdentity, unattended is null ? new SecretClientOptions() : UnattendedTokenCache.VaultOptions);
            new VaultTokenCache(vault, identifier.Name, unattended is null ? null : unattended.CouldNotSave).Register(application.UserTokenCache);
            return application;
        }

        new FileTokenCache(Path.GetFullPath(options.TokenCachePath!), unattended is null ? null : unattended.CouldNotSave).Register(application.UserTokenCache);
        return application;
    }
}
