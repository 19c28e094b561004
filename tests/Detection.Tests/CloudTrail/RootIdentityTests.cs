using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Tests.CloudTrail;

/// <summary>Who is root.</summary>
public sealed class RootIdentityTests
{
    [Theory]
    [InlineData("root-create-user", RootIdentity.RootUser)]
    [InlineData("root-type-lower-case", RootIdentity.RootUser)]
    [InlineData("root-type-escaped", RootIdentity.RootUser)]
    [InlineData("root-arn-absent", RootIdentity.RootUser)]
    [InlineData("root-with-user-name", RootIdentity.RootUser)]
    [InlineData("root-vpc-endpoint", RootIdentity.RootUser)]
    [InlineData("root-create-access-key-invoked-by-signin", RootIdentity.RootUser)]
    [InlineData("root-invoked-by-service-from-address", RootIdentity.RootUser)]
    [InlineData("root-invoked-by-aws-internal", RootIdentity.RootUser)]
    [InlineData("root-email-updated-as-service-event", RootIdentity.RootUser)]
    [InlineData("root-federated-user", RootIdentity.FederatedByRoot)]
    [InlineData("root-assume-root-by-role", RootIdentity.AssumeRootCaller)]
    [InlineData("root-assume-root-by-user-denied", RootIdentity.AssumeRootCaller)]
    [InlineData("root-assumed-root-session-stops-logging", RootIdentity.AssumedRootSession)]
    [InlineData("root-cloudformation-creates-root-access-key", RootIdentity.Service)]
    [InlineData("quiet-autoscaling-runs-instances", RootIdentity.Service)]
    [InlineData("quiet-aws-support", RootIdentity.AwsSupport)]
    [InlineData("quiet-aws-service-event", RootIdentity.ServiceEvent)]
    [InlineData("quiet-assumed-root-session-unlocks-bucket", RootIdentity.AssumedRootSession)]
    [InlineData("quiet-external-directory-login", RootIdentity.UnidentifiedDirectoryLogin)]
    [InlineData("others-role-detaches-policy-from-unit", RootIdentity.ActOnRoot)]
    [InlineData("others-user-closes-account", RootIdentity.ActOnRoot)]
    [InlineData("others-role-assumes-root-to-audit", RootIdentity.AssumeRootCaller)]
    [InlineData("lookalike-iam-user-with-root-arn", RootIdentity.Inconsistent)]
    [InlineData("lookalike-assumed-role-with-root-arn", RootIdentity.Inconsistent)]
    [InlineData("lookalike-root-with-user-arn", RootIdentity.Inconsistent)]
    public void The_way_in_which_a_record_concerns_root_is_told(string sample, RootIdentity identity) =>
        SampleFindings.In(sample).Record.Identity.ShouldBe(identity);

    [Theory]
    [InlineData("root-create-user", "aws")]
    [InlineData("root-in-us-gov", "aws-us-gov")]
    [InlineData("root-in-china", "aws-cn")]
    [InlineData("root-in-european-sovereign", "aws-eusc")]
    [InlineData("root-in-iso", "aws-iso")]
    public void The_partition_is_that_of_the_ARN(string sample, string partition) => SampleFindings.In(sample).Record.Partition.ShouldBe(partition);

    [Theory]
    [InlineData("root-create-user", "111122223333")]
    [InlineData("root-account-id-is-a-number", "111122223333")]
    [InlineData("root-shared-event", "111122223333")]
    [InlineData("root-assume-root-by-role", "999988887777")]
    [InlineData("root-assume-root-by-user-denied", "999988887777")]
    [InlineData("others-role-starts-email-update", "111122223333")]
    [InlineData("others-role-detaches-policy-from-unit", "999988887777")]
    public void The_account_is_the_one_whose_root_is_concerned(string sample, string account) => SampleFindings.In(sample).Record.Account.ShouldBe(account);
}
