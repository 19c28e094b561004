using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Azure.Core;
using Microsoft.Extensions.Options;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>The credentials that SNS is called with: the managed identity's, or the ordinary AWS chain's.</summary>
public sealed class AwsIdentity
{
    private readonly Lazy<AWSCredentials> _credentials;

    public AwsIdentity(IOptions<AwsOptions> aws, IOptions<SnsOptions> sns, TokenCredential managedIdentity) =>
        _credentials = new(() => Resolve(aws.Value, sns.Value, managedIdentity), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>Credentials that are known beforehand: the demo's.</summary>
    public AwsIdentity(AWSCredentials credentials) => _credentials = new(credentials);

    /// <exception cref="AmazonClientException">The ordinary chain has no credentials.</exception>
    public AWSCredentials Credentials => _credentials.Value;

    /// <summary>Gets credentials before they are needed, so that what fails here is known not to have been sent.</summary>
    /// <returns>What is wrong; null where nothing is.</returns>
    internal async Task<SendOutcome?> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Credentials.GetCredentialsAsync().WaitAsync(cancellationToken);
            return null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            var reason = $"no AWS credentials: {failure.GetType().Name}{(failure is AmazonServiceException { ErrorCode: { } code } ? $" {Untrusted.Text(code)}" : string.Empty)}";
            return IsSetting(failure) ? new SendOutcome.Refused(reason) : new SendOutcome.Unavailable(reason);
        }
    }

    // There are none anywhere, or STS says that the role does not trust this identity. All else may pass by itself.
    private static bool IsSetting(Exception failure) =>
        failure is AmazonClientException
        || failure is AmazonServiceException { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.TooManyRequests } refused
            && SnsErrors.Classify(refused.StatusCode, refused.ErrorCode, retryAfter: null) is SendOutcome.Refused;

    private static AWSCredentials Resolve(AwsOptions aws, SnsOptions sns, TokenCredential managedIdentity)
    {
        return string.IsNullOrEmpty(aws.RoleArn)
            ? new DefaultAWSCredentialsIdentityResolver().ResolveIdentity(clientConfig: null)
            : new WebIdentityCredentials(aws, sns.TopicRegion(), managedIdentity);
    }
}
