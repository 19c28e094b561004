using Azure;
using Azure.Security.KeyVault.Secrets;
using RootWatch.Bridge.Notifications.Teams.Graph;

namespace RootWatch.Bridge.Tests.Notifications;

public sealed class VaultTokenCacheTests
{
    [Fact]
    public async Task What_was_saved_is_loaded_by_the_next_process()
    {
        var vault = new Vault();
        await new VaultTokenCache(vault, "tokens").SaveAsync([1, 2, 250], TestContext.Current.CancellationToken);

        (await new VaultTokenCache(vault, "tokens").LoadAsync(TestContext.Current.CancellationToken)).ShouldBe([1, 2, 250]);
    }

    [Fact]
    public async Task Before_anybody_has_signed_in_there_is_nothing() =>
        (await new VaultTokenCache(new Vault(), "tokens").LoadAsync(TestContext.Current.CancellationToken)).ShouldBeNull();

    private sealed class Vault : SecretClient
    {
        private KeyVaultSecret? _secret;

        public override Task<Response<KeyVaultSecret>> GetSecretAsync(string name, string? version, CancellationToken cancellationToken) =>
            _secret is { } secret ? Task.FromResult(Azure.Response.FromValue(secret, response: null!)) : throw new RequestFailedException(404, "SecretNotFound");

        public override Task<Response<KeyVaultSecret>> SetSecretAsync(string name, string value, CancellationToken cancellationToken = default)
        {
            _secret = new KeyVaultSecret(name, value);
            return Task.FromResult(Azure.Response.FromValue(_secret, response: null!));
        }
    }
}
