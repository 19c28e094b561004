using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Azure.Core;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Clients;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>The credentials that AWS is called with: the managed identity's, or the ordinary AWS chain's.</summary>
public sealed class AwsIdentity
{
    private readonly RenewedCredentials<ImmutableCredentials> _session;
    private readonly Action _forget;

    public AwsIdentity(IOptions<AwsOptions> aws, IOptions<SnsOptions> sns, TokenCredential managedIdentity, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        if (string.IsNullOrEmpty(aws.Value.RoleArn))
        {
            var chain = new CredentialChain(static () => new DefaultAWSCredentialsIdentityResolver().ResolveIdentity(clientConfig: null), time);
            (_session, _forget) = (new(chain.AcquireAsync, time), chain.Forget);
        }
        else
        {
            var role = new Lazy<WebIdentityCredentials>(() => new WebIdentityCredentials(aws.Value, sns.Value.TopicRegion(), managedIdentity, time));
            (_session, _forget) = (new(cancellationToken => role.Value.AcquireAsync(cancellationToken), time), static () => { });
        }

        Credentials = new SessionCredentials(_session);
    }

    /// <summary>Credentials that are known beforehand: the demo's.</summary>
    public AwsIdentity(AWSCredentials credentials)
    {
        var chain = new CredentialChain(() => credentials, TimeProvider.System);
        (_session, _forget) = (new(chain.AcquireAsync, TimeProvider.System), chain.Forget);
        Credentials = new SessionCredentials(_session);
    }

    /// <summary>Always the same object, which clients can keep: what it stands for is renewed.</summary>
    public AWSCredentials Credentials { get; }

    /// <summary>Gets credentials before they are needed, so that what fails here is known not to have been sent.</summary>
    /// <returns>What is wrong; null where nothing is.</returns>
    internal async Task<SendOutcome?> PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _session.PrepareAsync(cancellationToken);
            return null;
        }
        catch (CredentialsException none)
        {
            return Named(none.Outcome);
        }
    }

    internal void DropCredentials()
    {
        _session.Drop();
        _forget();
    }

    internal static SendOutcome Named(SendOutcome outcome) =>
        outcome switch
        {
            SendOutcome.Refused refused => refused with { Reason = $"no AWS credentials: {refused.Reason}" },
            SendOutcome.Unavailable unavailable => unavailable with { Reason = $"no AWS credentials: {unavailable.Reason}" },
            _ => new SendOutcome.Unavailable($"no AWS credentials: {outcome.Why}"),
        };

    private sealed class SessionCredentials(RenewedCredentials<ImmutableCredentials> session) : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => GetCredentialsAsync().GetAwaiter().GetResult();

        public override Task<ImmutableCredentials> GetCredentialsAsync() => session.GetAsync(CancellationToken.None);
    }
}
