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

    private static AWSCredentials Resolve(AwsOptions aws, SnsOptions sns, TokenCredential managedIdentity)
    {
        return string.IsNullOrEmpty(aws.RoleArn)
            ? new DefaultAWSCredentialsIdentityResolver().ResolveIdentity(clientConfig: null)
            : new WebIdentityCredentials(aws, sns.TopicRegion(), managedIdentity);
    }
}
