using Amazon.Runtime;
using RootWatch.Cli.Aws;
using RootWatch.Cli.Deploy.Programs;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Deploy.Checks;

/// <summary>AWS as a profile of the AWS CLI, which knows more ways to sign in than any library: IAM Identity Center among them.</summary>
internal static class ProfileCredentials
{
    /// <param name="runner">What runs the AWS CLI.</param>
    /// <param name="profile">The profile; empty for the credentials of the environment.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DeploymentException">The profile gives none.</exception>
    public static async Task<AwsApi> OpenAsync(CommandRunner runner, string profile, CancellationToken cancellationToken)
    {
        if (profile.Length == 0)
        {
            return AwsAccess.Open();
        }

        var exported = await runner.RunAsync(new ProgramCall("aws", "configure", "export-credentials", "--profile", profile, "--format", "process"), cancellationToken);
        var (key, secret, token) = ((string?)exported?["AccessKeyId"], (string?)exported?["SecretAccessKey"], (string?)exported?["SessionToken"]);
        return key is null || secret is null ? throw new DeploymentException($"The profile {profile} gives no credentials.")
            : AwsAccess.Open(token is null ? new BasicAWSCredentials(key, secret) : new SessionAWSCredentials(key, runner.Secrets.Add(secret), token));
    }
}
