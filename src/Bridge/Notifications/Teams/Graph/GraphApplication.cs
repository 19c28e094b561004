using Azure.Core;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.Extensions.Msal;

namespace RootWatch.Bridge.Notifications.Teams.Graph;

/// <summary>The app registration as MSAL knows it, with the token cache in its file or secret.</summary>
internal static class GraphApplication
{
    public static readonly string[] Scopes = ["ChannelMessage.Send", "ChannelMessage.ReadWrite"];

    public static async Task<IConfidentialClientApplication> CreateAsync(GraphOptions options, IMsalHttpClientFactory http, TokenCredential vaultIdentity, Uri? redirect = null)
    {
        var builder = ConfidentialClientApplicationBuilder.Create(options.ClientId)
            .WithClientSecret(options.ClientSecret)
            .WithAuthority($"{options.LoginUrl.AbsoluteUri.TrimEnd('/')}/{options.TenantId}")
            .WithInstanceDiscovery(enableInstanceDiscovery: false)
            .WithHttpClientFactory(http);
        var application = (redirect is null ? builder : builder.WithRedirectUri(redirect.AbsoluteUri)).Build();

        if (options.TokenCacheSecret is { } secret && KeyVaultSecretIdentifier.TryCreate(secret, out var identifier))
        {
            new VaultTokenCache(new SecretClient(identifier.VaultUri, vaultIdentity), identifier.Name).Register(application.UserTokenCache);
            return application;
        }

        // "Unprotected" is without a desktop's keyring, which servers lack: a file for its owner alone.
        var path = Path.GetFullPath(options.TokenCachePath!);
        var storage = new StorageCreationPropertiesBuilder(Path.GetFileName(path), Path.GetDirectoryName(path)!).WithUnprotectedFile().Build();
        var cache = await MsalCacheHelper.CreateAsync(storage);
        cache.RegisterCache(application.UserTokenCache);
        return application;
    }
}
