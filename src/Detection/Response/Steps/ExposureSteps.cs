using static RootWatch.Detection.Response.Resources.ResourceChange;
using static RootWatch.Detection.Response.Resources.ResourceKind;
using static RootWatch.Detection.Response.ResponseActor;
using static RootWatch.Detection.Response.ResponsePhase;

namespace RootWatch.Detection.Response.Steps;

/// <summary>What closes what root opened, and stops what still runs.</summary>
internal static class ExposureSteps
{
    private const string AllBlocks = "BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true";

    public static IReadOnlyList<ResponseStep> All { get; } =
    [
        new("block-public-access", Contain, "Block public access again", "Without the block, a policy or an access list makes data public.", Administrator,
            "Delete the block, or write the former one.", "All four settings are true; snapshots and images are blocked.")
        {
            IsUrgent = true,
            Targets =
            [
                new(BucketPublicAccessBlock, Removed, $"aws s3api put-public-access-block --region @region --bucket @id --public-access-block-configuration {AllBlocks}") { CheckCommands = ["aws s3api get-public-access-block --region @region --bucket @id"] },
                new(AccountPublicAccessBlock, Removed, $"aws s3control put-public-access-block --account-id @account --public-access-block-configuration {AllBlocks}") { CheckCommands = ["aws s3control get-public-access-block --account-id @account"] },
                new(SnapshotPublicAccessBlock, Removed, "aws ec2 enable-snapshot-block-public-access --region @region --state block-all-sharing") { CheckCommands = ["aws ec2 get-snapshot-block-public-access-state --region @region"] },
                new(ImagePublicAccessBlock, Removed, "aws ec2 enable-image-block-public-access --region @region --image-block-public-access-state block-new-sharing") { CheckCommands = ["aws ec2 get-image-block-public-access-state --region @region"] },
            ],
        },
        new("close-buckets", Contain, "Close buckets", "The policy or access list that root wrote may let others read or write. Deleting it leaves the bucket to its own account.", Administrator,
            "Write the former policy or access list.", "The bucket has no policy, and its access list names its owner alone.")
        {
            IsUrgent = true, Note = "Keep the policy first: the check command shows it. Programs that the former policy let in are shut out until you write it again.",
            Targets =
            [
                new(BucketPolicy, Changed, "aws s3api delete-bucket-policy --region @region --bucket @id") { CheckCommands = ["aws s3api get-bucket-policy --region @region --bucket @id"] },
                new(BucketAcl, Changed, "aws s3api put-bucket-acl --region @region --bucket @id --acl private") { CheckCommands = ["aws s3api get-bucket-acl --region @region --bucket @id"] },
            ],
        },
        new("stop-bucket-rules", Contain, "Stop rules that copy or delete objects", "A replication copies every new object away, and a lifecycle rule deletes objects day by day.", Administrator,
            "Write the former rules.", "The bucket has neither rule.")
        {
            IsUrgent = true, Note = "Keep the rules first: the check command shows them. Former rules are lost with them.",
            Targets =
            [
                new(BucketReplication, Changed, "aws s3api delete-bucket-replication --region @region --bucket @id") { CheckCommands = ["aws s3api get-bucket-replication --region @region --bucket @id"] },
                new(BucketLifecycle, Changed, "aws s3api delete-bucket-lifecycle --region @region --bucket @id") { CheckCommands = ["aws s3api get-bucket-lifecycle-configuration --region @region --bucket @id"] },
            ],
        },
        new("close-security-groups", Contain, "Close security groups", "The rule lets others reach machines.", Administrator,
            "Authorize the rule again.", "The rule is no longer listed.")
        {
            IsUrgent = true,
            Targets =
            [
                new(SecurityGroupRule, Made, "aws ec2 revoke-security-group-ingress --region @region --group-id @owner --security-group-rule-ids @id")
                    { CheckCommands = ["aws ec2 describe-security-group-rules --region @region --filters Name=group-id,Values=@owner"] },
            ],
        },
        new("unshare", Contain, "End shares with other accounts", "Other accounts can copy what is shared with them.", Administrator,
            "Share it again.", "No other account is listed. A copy that was made in the meantime stays with its owner.")
        {
            IsUrgent = true,
            Targets =
            [
                new(ImageShare, Made, "aws ec2 reset-image-attribute --region @region --image-id @id --attribute launchPermission") { CheckCommands = ["aws ec2 describe-image-attribute --region @region --image-id @id --attribute launchPermission"] },
                new(SnapshotShare, Made, "aws ec2 reset-snapshot-attribute --region @region --snapshot-id @id --attribute createVolumePermission") { CheckCommands = ["aws ec2 describe-snapshot-attribute --region @region --snapshot-id @id --attribute createVolumePermission"] },
                new(DatabaseSnapshotShare, Made, "aws rds modify-db-snapshot-attribute --region @region --db-snapshot-identifier @id --attribute-name restore --values-to-remove @owner") { CheckCommands = ["aws rds describe-db-snapshot-attributes --region @region --db-snapshot-identifier @id"] },
                new(ClusterSnapshotShare, Made, "aws rds modify-db-cluster-snapshot-attribute --region @region --db-cluster-snapshot-identifier @id --attribute-name restore --values-to-remove @owner") { CheckCommands = ["aws rds describe-db-cluster-snapshot-attributes --region @region --db-cluster-snapshot-identifier @id"] },
                new(ResourceShare, Made, "aws ram delete-resource-share --region @region --resource-share-arn @id") { CheckCommands = ["aws ram get-resource-shares --region @region --resource-owner SELF"] },
            ],
        },
        new("close-policies", Contain, "Remove policies that let others in", "The policy lets others use the queue, the secret or the function.", Administrator,
            "Write the former policy.", "The policy is gone, or names nobody outside the account.")
        {
            IsUrgent = true,
            Targets =
            [
                new(QueuePolicy, Changed, """aws sqs set-queue-attributes --region @region --queue-url @id --attributes '{"Policy":""}'""") { CheckCommands = ["aws sqs get-queue-attributes --region @region --queue-url @id --attribute-names Policy"] },
                new(SecretPolicy, Changed, "aws secretsmanager delete-resource-policy --region @region --secret-id @id") { CheckCommands = ["aws secretsmanager get-resource-policy --region @region --secret-id @id"] },
                new(FunctionUrl, Made, "aws lambda delete-function-url-config --region @region --function-name @id") { CheckCommands = ["aws lambda list-function-url-configs --region @region --function-name @id"] },
                new(FunctionPermission, Made, "aws lambda remove-permission --region @region --function-name @owner --statement-id @id") { CheckCommands = ["aws lambda get-policy --region @region --function-name @owner"] },
            ],
        },
        new("stop-functions", Contain, "Stop functions", "It runs code whenever somebody or something calls it.", Administrator,
            "aws lambda delete-function-concurrency lets it run again.", "Its reserved concurrency is 0.")
        {
            Targets = [new(Function, Made, "aws lambda put-function-concurrency --region @region --function-name @id --reserved-concurrent-executions 0") { CheckCommands = ["aws lambda get-function-concurrency --region @region --function-name @id"] }],
        },
        new("stop-mail", Contain, "Stop the sending of mail", "Mail goes out in your name until it is stopped, and your domains lose their reputation.", Administrator,
            "Enable sending again.", "Sending is not enabled.")
        {
            IsUrgent = true, Note = "It stops all mail of the account in the Region, also your own.",
            Targets = [new(MailSending, Made, "aws ses update-account-sending-enabled --region @region --no-enabled") { CheckCommands = ["aws ses get-account-sending-enabled --region @region"] }],
        },
        new("lock-domains", Contain, "Lock domains again", "An unlocked domain can be transferred to another registrar, with its mail and visitors.", Administrator,
            "Disable the transfer lock.", "The domain's status has clientTransferProhibited, and no transfer is pending.")
        {
            IsUrgent = true, Note = "Ask AWS Support at once where a transfer has begun. Change the authorization code where root retrieved it.",
            Targets =
            [
                new(DomainTransfer, Made, "aws route53domains cancel-domain-transfer-to-another-aws-account --domain-name @id") { CheckCommands = ["aws route53domains list-domains"] },
                new(DomainLock, Removed, "aws route53domains enable-domain-transfer-lock --domain-name @id") { CheckCommands = ["aws route53domains get-domain-detail --domain-name @id"] },
            ],
        },
        new("restore-domains", Contain, "Undo changes of domains and DNS", "Anyone who controls a domain or its DNS records receives its mail and visitors.", Administrator,
            "Change it again.", "The domain and its records are as they were.")
        {
            IsUrgent = true, IsForUnknownActions = true, Note = "Infrastructure as code, or an export of the zone, has the former records.",
        },
        new("close-exposed", Contain, "Close what was opened to others", "Others can use or copy it while it is open.", Administrator,
            "Open it again.", "Nobody outside the account is named.")
        {
            IsUrgent = true, IsForUnknownActions = true, Note = "Undo what the action did, in its service. IAM Access Analyzer lists what is open.",
        },
        new("end-use", Contain, "End what root started", "It costs money, or acts in your name, while it runs.", Administrator,
            "Start it again.", "The service does not list it as running.")
        {
            IsForUnknownActions = true, Note = "Stop what the action started, in its service and Region.",
        },
        new("rotate-secrets", Contain, "Replace secrets that root read", "A secret that was read works until it is replaced.", Administrator,
            "It cannot be undone; what uses the secret needs the new one.", "The secret has a new version, and the old value no longer works.")
        {
            IsUrgent = true, IsForUnknownActions = true, Note = "The command works where rotation is set up. Otherwise change the password or key where it is used, then in the secret.",
            Targets = [new(Secret, Read, "aws secretsmanager rotate-secret --region @region --secret-id @id") { CheckCommands = ["aws secretsmanager describe-secret --region @region --secret-id @id"] }],
        },
    ];
}
