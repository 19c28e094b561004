using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Requests;
using static RootWatch.Detection.Response.Resources.ResourceChange;
using static RootWatch.Detection.Response.Resources.ResourceKind;

namespace RootWatch.Detection.Response.Resources;

/// <summary>What customers keep, and who else gets at it: buckets, queues, snapshots, secrets, networks, domains.</summary>
internal static class DataRules
{
    public static IReadOnlyList<ResourceRule> All { get; } =
    [
        new(BucketPolicy, Changed, "s3: PutBucketPolicy", "request.bucketName"),
        new(BucketPolicy, Removed, "s3: DeleteBucketPolicy", "request.bucketName"),
        new(BucketAcl, Changed, "s3: PutBucketAcl", "request.bucketName"),
        new(BucketPublicAccessBlock, Removed, "s3: DeletePublicAccessBlock DeleteBucketPublicAccessBlock", "request.bucketName"),
        new(BucketPublicAccessBlock, Removed, "s3: PutPublicAccessBlock PutBucketPublicAccessBlock", "request.bucketName") { When = Weakens },
        new(BucketPublicAccessBlock, Made, "s3: PutPublicAccessBlock PutBucketPublicAccessBlock", "request.bucketName") { When = Strengthens },
        new(AccountPublicAccessBlock, Removed, "s3: DeleteAccountPublicAccessBlock"),
        new(AccountPublicAccessBlock, Removed, "s3: PutAccountPublicAccessBlock") { When = Weakens },
        new(AccountPublicAccessBlock, Made, "s3: PutAccountPublicAccessBlock") { When = Strengthens },
        new(BucketVersioning, Removed, "s3: PutBucketVersioning", "request.bucketName") { If = "request.VersioningConfiguration.Status=Suspended" },
        new(BucketVersioning, Made, "s3: PutBucketVersioning", "request.bucketName") { If = "request.VersioningConfiguration.Status=Enabled" },
        new(BucketLifecycle, Changed, "s3: PutBucketLifecycle PutBucketLifecycleConfiguration", "request.bucketName"),
        new(BucketLifecycle, Removed, "s3: DeleteBucketLifecycle", "request.bucketName"),
        new(BucketReplication, Changed, "s3: PutBucketReplication", "request.bucketName"),
        new(BucketReplication, Removed, "s3: DeleteBucketReplication", "request.bucketName"),
        new(QueuePolicy, Changed, "sqs: SetQueueAttributes", "request.queueUrl") { When = LetsSomebodyIn },
        new(ImageShare, Made, "ec2: ModifyImageAttribute", "request.imageId") { When = LetsSomebodyIn },
        new(ImageShare, Removed, "ec2: ModifyImageAttribute", "request.imageId") { When = static facts => facts.Removes },
        new(ImageShare, Removed, "ec2: ResetImageAttribute", "request.imageId"),
        new(SnapshotShare, Made, "ec2: ModifySnapshotAttribute", "request.snapshotId") { When = LetsSomebodyIn },
        new(SnapshotShare, Removed, "ec2: ModifySnapshotAttribute", "request.snapshotId") { When = static facts => facts.Removes },
        new(SnapshotShare, Removed, "ec2: ResetSnapshotAttribute", "request.snapshotId"),
        new(DatabaseSnapshotShare, Made, "rds: ModifyDBSnapshotAttribute", "request.dBSnapshotIdentifier") { Owner = "request.valuesToAdd", When = LetsSomebodyIn },
        new(DatabaseSnapshotShare, Removed, "rds: ModifyDBSnapshotAttribute", "request.dBSnapshotIdentifier") { Owner = "request.valuesToRemove", When = static facts => facts.Removes },
        new(ClusterSnapshotShare, Made, "rds: ModifyDBClusterSnapshotAttribute", "request.dBClusterSnapshotIdentifier") { Owner = "request.valuesToAdd", When = LetsSomebodyIn },
        new(ClusterSnapshotShare, Removed, "rds: ModifyDBClusterSnapshotAttribute", "request.dBClusterSnapshotIdentifier") { Owner = "request.valuesToRemove", When = static facts => facts.Removes },
        new(SecurityGroupRule, Made, "ec2: AuthorizeSecurityGroupIngress", "response.securityGroupRuleSet.items.securityGroupRuleId") { Owner = "request.groupId" },
        new(SecurityGroupRule, Removed, "ec2: RevokeSecurityGroupIngress", "response.revokedSecurityGroupRuleSet.items.securityGroupRuleId|request.securityGroupRuleIds.items.securityGroupRuleId") { Owner = "request.groupId" },
        new(ResourceShare, Made, "ram: CreateResourceShare AssociateResourceShare UpdateResourceShare", "response.resourceShare.resourceShareArn|request.resourceShareArn"),
        new(ResourceShare, Removed, "ram: DeleteResourceShare", "request.resourceShareArn"),
        new(SecretPolicy, Changed, "secretsmanager: PutResourcePolicy", "request.secretId"),
        new(SecretPolicy, Removed, "secretsmanager: DeleteResourcePolicy", "request.secretId"),
        new(Secret, Read, "secretsmanager: GetSecretValue BatchGetSecretValue", "request.secretId|request.secretIdList"),
        new(Secret, Removed, "secretsmanager: DeleteSecret", "request.secretId"),
        new(Secret, Made, "secretsmanager: RestoreSecret", "request.secretId"),
        new(KmsKey, Removed, "kms: ScheduleKeyDeletion", "request.keyId"),
        new(KmsKey, Made, "kms: CancelKeyDeletion", "request.keyId"),
        new(KmsKeyState, Removed, "kms: DisableKey", "request.keyId"),
        new(KmsKeyState, Made, "kms: EnableKey", "request.keyId"),
        new(DomainLock, Removed, "route53domains: DisableDomainTransferLock", "request.domainName"),
        new(DomainLock, Made, "route53domains: EnableDomainTransferLock", "request.domainName"),
        new(DomainTransfer, Made, "route53domains: TransferDomainToAnotherAwsAccount", "request.domainName"),
        new(DomainTransfer, Removed, "route53domains: CancelDomainTransferToAnotherAwsAccount", "request.domainName"),
    ];

    private static bool Weakens(RequestFacts facts) => facts.Protection == ProtectionChange.Weakened;

    private static bool Strengthens(RequestFacts facts) => facts.Protection == ProtectionChange.Strengthened;

    private static bool LetsSomebodyIn(RequestFacts facts) => facts.LetsIn != LetsIn.Nobody;
}
