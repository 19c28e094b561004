using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Azure.Core;
using Microsoft.Identity.Client;
using RootWatch.Bridge.Clients;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>Trades the managed identity's token for an AWS role's session: no AWS key is kept in Azure.</summary>
internal sealed class WebIdentityCredentials : IDisposable
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    private readonly AwsOptions _options;
    private readonly TokenCredential _managedIdentity;
    private readonly TimeProvider _time;
    private readonly AmazonSecurityTokenServiceClient _sts;

    public WebIdentityCredentials(AwsOptions options, RegionEndpoint region, TokenCredential managedIdentity, TimeProvider time)
    {
        (_options, _managedIdentity, _time) = (options, managedIdentity, time);
        var config = new AmazonSecurityTokenServiceConfig { RegionEndpoint = region };
        SingleAttempt.Apply(config, time);
        if (options.StsServiceUrl is { } url)
        {
            config.ServiceURL = url.ToString();
        }

        // The call is authenticated by the token it carries, so it is not signed.
        _sts = new AmazonSecurityTokenServiceClient(new AnonymousAWSCredentials(), config);
    }

    /// <exception cref="CredentialsException">There is no session to be had.</exception>
    public async Task<ExpiringCredentials<ImmutableCredentials>> AcquireAsync(CancellationToken cancellationToken)
    {
        var token = await TokenAsync(cancellationToken);
        AssumeRoleWithWebIdentityResponse? response = null;
        CapturedResponse? answer;
        try
        {
            answer = await ResponseCapture.RecordAsync(async () => response = await _sts.AssumeRoleWithWebIdentityAsync(
                new AssumeRoleWithWebIdentityRequest { RoleArn = _options.RoleArn, RoleSessionName = "rootwatch", WebIdentityToken = token }, cancellationToken));
        }
        catch (Exception failure)
        {
            throw Unavailable($"STS: {SendOutcome.OfFailure(failure).Why}");
        }

        if (answer is { IsSuccess: true } && response?.Credentials is { AccessKeyId.Length: > 0, Expiration: { } end } session)
        {
            // Counted from the time that AWS has, for the clock here may be wrong.
            var now = _time.GetUtcNow();
            var until = now + (new DateTimeOffset(end.ToUniversalTime()) - (HttpDate.Read(answer.Header("Date")) ?? now));
            return new ExpiringCredentials<ImmutableCredentials>(await session.GetCredentialsAsync(), until - Early, until);
        }

        throw answer switch
        {
            null => Unavailable("STS: no answer"),
            { IsSuccess: true, IsWhole: false, IsHtml: false } => Unavailable("STS: the answer was cut off"),
            { IsSuccess: true } => Refused($"STS: HTTP {(int)answer.Status} without credentials"),
            _ => SnsErrors.Classify(answer, _time) switch
            {
                SendOutcome.Refused refused => new CredentialsException(refused with { Reason = $"STS: {refused.Reason}" }),
                SendOutcome.Unavailable unavailable => new CredentialsException(unavailable with { Reason = $"STS: {unavailable.Reason}" }),
                SendOutcome.Rejected rejected => Refused($"STS: {rejected.Reason}"),
                { Why: var why } => Unavailable($"STS: {why}"),
            },
        };
    }

    public void Dispose() => _sts.Dispose();

    private static CredentialsException Refused(string reason) => new(new SendOutcome.Refused(reason));

    private static CredentialsException Unavailable(string reason) => new(new SendOutcome.Unavailable(reason));

    private async Task<string> TokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await _managedIdentity.GetTokenAsync(new TokenRequestContext([_options.TokenAudience + "/.default"]), cancellationToken).AsTask().WaitAsync(cancellationToken)).Token;
        }
        catch (Exception failure) when (failure.GetBaseException() is MsalServiceException { StatusCode: >= 400 and < 500 and not (404 or 408 or 410 or 429) } refused)
        {
            throw Refused($"the managed identity: HTTP {refused.StatusCode}");
        }
        catch (Exception failure)
        {
            var why = SendOutcome.OfFailure(failure).Why!;
            throw Unavailable(why == failure.GetType().Name ? why : $"the managed identity: {why}");
        }
    }
}
