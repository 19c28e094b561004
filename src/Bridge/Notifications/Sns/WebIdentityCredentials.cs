using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Azure.Core;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>
/// Trades the managed identity's token for an AWS role's session, and again before that expires: no AWS key
/// is kept in Azure.
/// </summary>
internal sealed class WebIdentityCredentials : RefreshingAWSCredentials
{
    private readonly AwsOptions _options;
    private readonly TokenCredential _managedIdentity;
    private readonly AmazonSecurityTokenServiceClient _sts;

    public WebIdentityCredentials(AwsOptions options, RegionEndpoint region, TokenCredential managedIdentity)
    {
        _options = options;
        _managedIdentity = managedIdentity;
        PreemptExpiryTime = TimeSpan.FromMinutes(5);
        var config = new AmazonSecurityTokenServiceConfig { RegionEndpoint = region };
        SingleAttempt.Apply(config);
        if (options.StsServiceUrl is { } url)
        {
            config.ServiceURL = url.ToString();
        }

        // The call is authenticated by the token it carries, so it is not signed.
        _sts = new AmazonSecurityTokenServiceClient(new AnonymousAWSCredentials(), config);
    }

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        var token = await _managedIdentity.GetTokenAsync(new TokenRequestContext([_options.TokenAudience + "/.default"]), CancellationToken.None);
        var session = await _sts.AssumeRoleWithWebIdentityAsync(new AssumeRoleWithWebIdentityRequest
        {
            RoleArn = _options.RoleArn,
            RoleSessionName = "rootwatch",
            WebIdentityToken = token.Token,
        });
        return new CredentialsRefreshState(await session.Credentials.GetCredentialsAsync(), session.Credentials.Expiration!.Value);
    }

    protected override CredentialsRefreshState GenerateNewCredentials() => throw new NotSupportedException("Credentials are resolved asynchronously.");

    protected override void Dispose(bool disposing)
    {
        _sts.Dispose();
        base.Dispose(disposing);
    }
}
