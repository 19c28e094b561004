using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Aws;

/// <summary>AWS as the caller's own machine is set up for it: the variables, profiles and roles that the AWS CLI knows, too.</summary>
internal static class AwsAccess
{
    /// <exception cref="AwsApiException">There are no credentials.</exception>
    public static AwsApi Open()
    {
        try
        {
            return Open(new DefaultAWSCredentialsIdentityResolver().ResolveIdentity(clientConfig: null));
        }
        catch (AmazonClientException failure)
        {
            throw new AwsApiException("NoCredentials", $"there are no AWS credentials ({failure.Message})", failure);
        }
    }

    /// <summary>The same, as somebody in particular.</summary>
    public static AwsApi Open(AWSCredentials credentials)
    {
        var endpoint = Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL");
        return new AwsApi(credentials, string.IsNullOrEmpty(endpoint) ? null : new Uri(endpoint));
    }

    /// <summary>The region in a queue's URL, or else the environment's; null where neither names one.</summary>
    public static string? RegionOf(Uri queue) =>
        queue.Host.Split('.') is ["sqs", var region, ..] ? region : Environment.GetEnvironmentVariable("AWS_REGION") ?? Environment.GetEnvironmentVariable("AWS_DEFAULT_REGION");
}
