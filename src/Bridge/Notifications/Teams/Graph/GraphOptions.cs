using Azure.Security.KeyVault.Secrets;
using RootWatch.Bridge.Settings;

namespace RootWatch.Bridge.Notifications.Teams.Graph;

/// <summary>
/// Posting as a service account through Microsoft Graph (delegated permission ChannelMessage.Send). Section
/// <c>Teams:Graph</c>. The account signs in once, with <c>rootwatch teams sign-in</c>.
/// </summary>
public sealed class GraphOptions
{
    /// <summary>The Entra tenant's id. No default.</summary>
    public string? TenantId { get; set; }

    /// <summary>The app registration's application (client) id. No default.</summary>
    public string? ClientId { get; set; }

    /// <summary>The app registration's client secret. No default.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The id of the team to post to. No default.</summary>
    public string? TeamId { get; set; }

    /// <summary>The id of the channel to post to, such as 19:…@thread.tacv2. No default.</summary>
    public string? ChannelId { get; set; }

    /// <summary>The file that keeps the account's tokens; readable by the bridge alone. No default; this or <see cref="TokenCacheSecret"/> is needed.</summary>
    public string? TokenCachePath { get; set; }

    /// <summary>The Key Vault secret that keeps them instead, such as https://&lt;vault&gt;.vault.azure.net/secrets/teams-graph-token-cache. No default.</summary>
    public Uri? TokenCacheSecret { get; set; }

    /// <summary>Graph's address, for the national clouds. Default: https://graph.microsoft.com/v1.0.</summary>
    public Uri BaseUrl { get; set; } = new("https://graph.microsoft.com/v1.0");

    /// <summary>Entra ID's address, for the national clouds. Default: https://login.microsoftonline.com.</summary>
    public Uri LoginUrl { get; set; } = new("https://login.microsoftonline.com");

    /// <summary>What is missing or wrong. Never quotes the secret.</summary>
    internal IEnumerable<string> Problems() => Missing().Concat(new[] { SecretProblem(), AddressProblem(nameof(BaseUrl), BaseUrl), AddressProblem(nameof(LoginUrl), LoginUrl) }.OfType<string>());

    internal IEnumerable<UnusableSetting?> Unusable(string channel) =>
        Texts().Where(static text => text.Name is not nameof(TokenCachePath))
            .Append((Name: nameof(TokenCachePath), Value: TokenCachePath, Right: string.Empty))
            .Append((Name: nameof(TokenCacheSecret), Value: TokenCacheSecret?.OriginalString, Right: string.Empty))
            .Select(text => UnusableSetting.OfReference($"Teams:Graph:{text.Name}", text.Value, channel))
            .Append(UnusableSetting.OfSecret("Teams:Graph:ClientSecret", ClientSecret, channel));

    private (string Name, string? Value, string Right)[] Texts() =>
    [
        (nameof(TenantId), TenantId, "the Entra tenant's id"),
        (nameof(ClientId), ClientId, "the app registration's application (client) id"),
        (nameof(TeamId), TeamId, "the team's id"),
        (nameof(ChannelId), ChannelId, "the channel's id, such as 19:…@thread.tacv2"),
        (nameof(TokenCachePath), TokenCachePath ?? TokenCacheSecret?.OriginalString, "the path of the file that keeps the service account's tokens, or Teams:Graph:TokenCacheSecret the Key Vault secret"),
    ];

    private IEnumerable<string> Missing() =>
        from setting in Texts()
        where string.IsNullOrWhiteSpace(setting.Value) || Secret.IsPlaceholder(setting.Value)
        select $"Teams:Graph:{setting.Name} is {(Secret.IsPlaceholder(setting.Value) ? "a placeholder" : "empty")}; it must be {setting.Right}.";

    private string? SecretProblem() =>
        TokenCacheSecret is null || Secret.IsUnresolved(TokenCacheSecret.OriginalString) || (TokenCacheSecret.IsAbsoluteUri && KeyVaultSecretIdentifier.TryCreate(TokenCacheSecret, out _))
            ? null
            : $"Teams:Graph:TokenCacheSecret is \"{TokenCacheSecret}\"; it must be a Key Vault secret's address, such as https://my-vault.vault.azure.net/secrets/teams-graph-token-cache.";

    private static string? AddressProblem(string name, Uri? address) =>
        WebAddress.IsSafe(address) ? null : $"Teams:Graph:{name} is \"{address}\"; it must be an https URL: tokens go there.";
}
