using Azure;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Identity.Client;

namespace RootWatch.Bridge.Notifications.Teams.Graph;

/// <summary>Keeps the service account's tokens as a secret in Key Vault, for functions, which have no disk of their own.</summary>
/// <param name="vault">The vault.</param>
/// <param name="name">The secret's name.</param>
/// <param name="couldNotSave">Hears that tokens could not be kept; where it is null, that is an exception.</param>
internal sealed class VaultTokenCache(SecretClient vault, string name, Action<Exception>? couldNotSave = null)
{
    public void Register(ITokenCache cache)
    {
        cache.SetBeforeAccessAsync(async access => access.TokenCache.DeserializeMsalV3(await LoadAsync(access.CancellationToken), shouldClearExistingCache: true));
        cache.SetAfterAccessAsync(access => access.HasStateChanged ? SaveAsync(access.TokenCache.SerializeMsalV3(), access.CancellationToken) : Task.CompletedTask);
    }

    /// <summary>Null where nobody has signed in yet.</summary>
    internal async Task<byte[]?> LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Convert.FromBase64String((await vault.GetSecretAsync(name, version: null, cancellationToken)).Value.Value);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    internal async Task SaveAsync(byte[] tokens, CancellationToken cancellationToken)
    {
        try
        {
            await vault.SetSecretAsync(name, Convert.ToBase64String(tokens), cancellationToken);
        }
#pragma warning disable CA1031 // Entra ID has given the token that an alert waits for; what the vault holds still renews it.
        catch (Exception failure) when (couldNotSave is not null)
#pragma warning restore CA1031
        {
            couldNotSave(failure);
        }
    }
}
