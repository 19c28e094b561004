using RootWatch.Detection.Effects;

namespace RootWatch.Detection.Tests.Effects;

public sealed class ActionPhrasesTests
{
    [Theory]
    [InlineData("route53", "DeleteHostedZone", "Root deleted a hosted zone in Route 53.")]
    [InlineData("ec2", "CreateSecurityGroup", "Root created a security group in EC2.")]
    [InlineData("ec2", "TerminateInstances", "Root terminated instances in EC2.")]
    [InlineData("iam", "AddRoleToInstanceProfile", "Root added a role to an instance profile in IAM.")]
    [InlineData("iam", "CreateSAMLProvider", "Root created a SAML provider in IAM.")]
    [InlineData("iam", "CreateOpenIDConnectProvider", "Root created an OpenID connect provider in IAM.")]
    [InlineData("s3", "ListBuckets", "Root looked at all buckets in S3.")]
    [InlineData("ec2", "GetPasswordData", "Root read password data in EC2.")]
    [InlineData("ec2", "EnableEbsEncryptionByDefault", "Root enabled EBS encryption by default in EC2.")]
    [InlineData("ec2", "CreateVpcPeeringConnection", "Root created a VPC peering connection in EC2.")]
    [InlineData("kms", "Sign", "Root called Sign in KMS.")]
    [InlineData("guardduty", "DisassociateFromMasterAccount", "Root turned off or weakened GuardDuty.")]
    [InlineData("elasticache", "RebootCacheCluster", "Root rebooted a cache cluster in ElastiCache.")]
    [InlineData("ec2", "CopyImage", "Root copied an image in EC2.")]
    [InlineData("lambda", "UpdateFunctionCode20150331v2", "Root changed function code in Lambda.")]
    [InlineData("ssm", "StopAutomationExecution", "Root stopped an automation execution in Systems Manager.")]
    [InlineData("sns", "Unsubscribe", "Root turned off or rerouted event rules or alarms.")]
    [InlineData("ec2", "FrobnicateInstances", "Root changed something.")]
    [InlineData("ec2", "DeleteFrobs", "Root deleted something in EC2.")]
    [InlineData("frobs", "DeleteFrobs", "Root changed something.")]
    [InlineData("frobs", "Delete<script>alert(1)</script>", "Root changed something.")]
    public void What_was_done_is_said_in_words(string service, string name, string sentence) => Act.Of(service, name).Act.Sentence.ShouldBe(sentence);

    [Theory]
    [InlineData("ec2", "AuthorizeSecurityGroupIngress", """{"ipPermissions":{"items":[{"ipRanges":{"items":[{"cidrIp":"0.0.0.0/0"}]}}]}}""", "Root authorised security group ingress in EC2, open to the whole internet.")]
    [InlineData("iam", "UpdateAssumeRolePolicy", """{"policyDocument":"{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"444455556666\"},\"Action\":\"sts:AssumeRole\"}}"}""", "Root changed an assume role policy in IAM, giving another AWS account access.")]
    [InlineData("iam", "UpdateAssumeRolePolicy", """{"policyDocument":"{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":\"accounts.google.com\"},\"Action\":\"sts:AssumeRoleWithWebIdentity\"}}"}""", "Root changed an assume role policy in IAM, giving another identity provider's users access.")]
    [InlineData("rds", "ModifyDBInstance", """{"deletionProtection":false}""", "Root changed a DB instance in RDS, weakening what protects the account.")]
    public void What_the_request_shows_is_said_too(string service, string name, string request, string sentence) => Act.Of(service, name, request: request).Act.Sentence.ShouldBe(sentence);

    [Fact]
    public void Every_action_that_AWS_documents_is_told_in_one_plain_sentence()
    {
        foreach (var action in Effort.Of(AwsActions.All))
        {
            var phrase = ActionPhrases.Of(action, Effect.Change).ShouldNotBeNull();
            foreach (var words in new[] { phrase.Done, phrase.Tried })
            {
                words.ShouldEndWith($" in {action.ServiceName}");
                words.ShouldNotContain("  ");
                words.ShouldNotContain(" a a ");
                words.Split(' ').Length.ShouldBeLessThan(30, words);
                char.IsAsciiLetterLower(words[0]).ShouldBeTrue(words);
            }
        }
    }
}
