using Azure;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Identity.Client;
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

    [Theory]
    [InlineData(null)]
    [InlineData("none")]
    public async Task Without_a_secret_or_with_the_placeholder_of_the_templates_somebody_must_sign_in(string? secret)
    {
        var application = Application(new Vault(secret));

        (await Should.ThrowAsync<MsalUiRequiredException>(() => TokenAsync(application))).ErrorCode.ShouldBe(MsalError.UserNullError);
    }

    [Fact]
    public async Task A_sign_in_replaces_the_placeholder()
    {
        var vault = new Vault("none");
        await new VaultTokenCache(vault, "tokens").SaveAsync([1, 2, 250], TestContext.Current.CancellationToken);

        (await new VaultTokenCache(vault, "tokens").LoadAsync(TestContext.Current.CancellationToken)).ShouldBe([1, 2, 250]);
    }

    [Theory]
    [InlineData("nonesuch")]
    [InlineData("None")]
    public async Task Another_text_that_is_no_cache_does_not_look_as_if_nobody_had_signed_in(string secret) =>
        (await Should.ThrowAsync<MsalClientException>(() => TokenAsync(Application(new Vault(secret))))).ShouldNotBeOfType<MsalUiRequiredException>();

    private static IConfidentialClientApplication Application(Vault vault)
    {
        var application = ConfidentialClientApplicationBuilder.Create("11111111-1111-4111-8111-111111111111").WithClientSecret("the-secret").Build();
        new VaultTokenCache(vault, "tokens").Register(application.UserTokenCache);
        return application;
    }

    private static async Task<AuthenticationResult> TokenAsync(IConfidentialClientApplication application)
    {
#pragma warning disable CS0618 // As the bridge asks: the cache holds one account.
        var accounts = await application.GetAccountsAsync();
#pragma warning restore CS0618
        return await application.AcquireTokenSilent(GraphApplication.Scopes, accounts.FirstOrDefault()).ExecuteAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Vault(string? secret = null) : SecretClient
    {
        private KeyVaultSecret? _secret = secret is null ? null : new KeyVaultSecret("tokens", secret);

        public override Task<Response<KeyVaultSecret>> GetSecretAsync(string name, string? version, CancellationToken cancellationToken) =>
            _secret is { } secret ? Task.FromResult(Response.FromValue(secret, response: null!)) : throw new RequestFailedException(404, "SecretNotFound");

        public override Task<Response<KeyVaultSecret>> SetSecretAsync(string name, string value, CancellationToken cancellationToken = default)
        {
            _secret = new KeyVaultSecret(name, value);
            return Task.FromResult(Response.FromValue(_secret, response: null!));
        }
    }
}
