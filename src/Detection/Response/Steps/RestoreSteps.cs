using static RootWatch.Detection.Response.Resources.ResourceChange;
using static RootWatch.Detection.Response.Resources.ResourceKind;
using static RootWatch.Detection.Response.ResponseActor;
using static RootWatch.Detection.Response.ResponsePhase;

namespace RootWatch.Detection.Response.Steps;

/// <summary>What brings back the organization's bounds, people's access and data.</summary>
internal static class RestoreSteps
{
    public static IReadOnlyList<ResponseStep> All { get; } =
    [
        new("restore-organization-policies", Restore, "Attach the organization's policies again", "Without the policy, root of the accounts below can do what it forbade.", ManagementAccount,
            "Detach it again.", "The policy is listed for its target, and its type is enabled.")
        {
            IsUrgent = true,
            Targets =
            [
                new(PolicyType, Removed, "aws organizations enable-policy-type --root-id @owner --policy-type @id") { CheckCommands = ["aws organizations list-roots"] },
                new(PolicyAttachment, Removed, "aws organizations attach-policy --policy-id @id --target-id @owner") { CheckCommands = ["aws organizations list-targets-for-policy --policy-id @id"] },
            ],
        },
        new("restore-organization-access", Restore, "Restore who watches and manages the accounts", "Security services and central root management lose sight of the accounts without it.", ManagementAccount,
            "Disable it again.", "The service is listed as enabled, and the delegated administrators are the ones that you know.")
        {
            IsUrgent = true,
            Targets =
            [
                new(ServiceAccess, Removed, "aws organizations enable-aws-service-access --service-principal @id") { CheckCommands = ["aws organizations list-aws-service-access-for-organization"] },
                new(DelegatedAdministrator, Made, "aws organizations deregister-delegated-administrator --account-id @id --service-principal @owner") { CheckCommands = ["aws organizations list-delegated-administrators"] },
                new(DelegatedAdministrator, Removed, "aws organizations register-delegated-administrator --account-id @id --service-principal @owner") { CheckCommands = ["aws organizations list-delegated-administrators"] },
                new(CentralRootCredentials, Removed, "aws iam enable-organizations-root-credentials-management") { CheckCommands = ["aws iam list-organizations-features"] },
                new(CentralRootSessions, Removed, "aws iam enable-organizations-root-sessions") { CheckCommands = ["aws iam list-organizations-features"] },
            ],
        },
        new("restore-organization", Restore, "Undo other changes of the organization", "A change of the organization reaches every account.", ManagementAccount,
            "Change it again.", "Accounts, units, policies and administrators are as they were.")
        {
            IsUrgent = true, IsForUnknownActions = true, Note = "Infrastructure as code, or a review of the organization's page, shows what they were.",
            CheckCommands = ["aws organizations list-roots", "aws organizations list-accounts"],
        },
        new("reopen-account", Restore, "Reopen the account", "A closed account is deleted after 90 days, with everything in it.", AwsSupport,
            "Close it again.", "The account's state is ACTIVE.")
        {
            IsUrgent = true, Note = "Ask AWS Support; root's mailbox must be the owner's again first.", CheckCommands = ["aws organizations describe-account --account-id @account"],
        },
        new("keep-keys-and-secrets", Restore, "Cancel the deletion of keys and secrets", "What a deleted key encrypted is lost. Until the waiting period is over, the deletion can be cancelled.", Administrator,
            "Schedule the deletion again.", "The key's state is Enabled, and the secret has no deletion date.")
        {
            IsUrgent = true, Note = "A secret that was deleted without recovery is lost.",
            Targets =
            [
                new(KmsKey, Removed, "aws kms cancel-key-deletion --region @region --key-id @id", "aws kms enable-key --region @region --key-id @id") { CheckCommands = ["aws kms describe-key --region @region --key-id @id"] },
                new(KmsKeyState, Removed, "aws kms enable-key --region @region --key-id @id") { CheckCommands = ["aws kms describe-key --region @region --key-id @id"] },
                new(Secret, Removed, "aws secretsmanager restore-secret --region @region --secret-id @id") { CheckCommands = ["aws secretsmanager describe-secret --region @region --secret-id @id"] },
            ],
        },
        new("restore-destroyed", Restore, "Restore what was destroyed", "People and programs need it, and backups may be next.", Administrator,
            "Not needed.", "It is back, and its data is complete.")
        {
            IsForUnknownActions = true, Note = "Secure the backups first. Restore from backups, snapshots or earlier versions; S3 objects in a bucket with versioning come back when their delete markers are removed.",
            Targets = [new(Instance, Removed) { CheckCommands = ["aws ec2 describe-snapshots --region @region --owner-ids self"] }],
        },
        new("restore-people", Restore, "Give people their access back", "Root took access away from people who may be needed now.", Administrator,
            "Take it away again.", "The person can sign in and do their work.")
        {
            Note = "Check with each person first that the access was theirs and is safe. A deleted user or key has to be created again.",
            Targets =
            [
                new(AccessKey, Deactivated, "aws iam update-access-key --user-name @owner --access-key-id @id --status Active") { CheckCommands = ["aws iam list-access-keys --user-name @owner"] },
                new(LoginProfile, Removed, "aws iam create-login-profile --user-name @id --password '<new password>' --password-reset-required") { CheckCommands = ["aws iam get-login-profile --user-name @id"] },
                new(UserPolicy, Removed, "aws iam attach-user-policy --user-name @owner --policy-arn @id") { CheckCommands = ["aws iam list-attached-user-policies --user-name @owner"] },
                new(UserInlinePolicy, Removed, "aws iam put-user-policy --user-name @owner --policy-name @id --policy-document '<former policy as JSON>'") { CheckCommands = ["aws iam list-user-policies --user-name @owner"] },
                new(GroupMembership, Removed, "aws iam add-user-to-group --user-name @owner --group-name @id") { CheckCommands = ["aws iam list-groups-for-user --user-name @owner"] },
                new(GroupPolicy, Removed, "aws iam attach-group-policy --group-name @owner --policy-arn @id") { CheckCommands = ["aws iam list-attached-group-policies --group-name @owner"] },
                new(GroupInlinePolicy, Removed, "aws iam put-group-policy --group-name @owner --policy-name @id --policy-document '<former policy as JSON>'") { CheckCommands = ["aws iam list-group-policies --group-name @owner"] },
                new(RolePolicy, Removed, "aws iam attach-role-policy --role-name @owner --policy-arn @id") { CheckCommands = ["aws iam list-attached-role-policies --role-name @owner"] },
                new(RoleInlinePolicy, Removed, "aws iam put-role-policy --role-name @owner --policy-name @id --policy-document '<former policy as JSON>'") { CheckCommands = ["aws iam list-role-policies --role-name @owner"] },
                new(AccessKey, Removed), new(User, Removed), new(Group, Removed), new(Role, Removed), new(UserMfaDevice, Removed), new(SamlProvider, Removed), new(OidcProvider, Removed), new(DirectoryAssignment, Removed),
                new(Function, Removed), new(BucketPolicy, Removed), new(KeyPair, Removed), new(ContainerService, Removed), new(AutoScalingGroup, Removed),
            ],
        },
        new("restore-settings", Restore, "Restore the account's settings", "With wrong contacts, AWS's warnings do not reach you.", Administrator,
            "Change them again.", "Contacts, name and support plan are yours.")
        {
            CheckCommands = ["aws account get-contact-information --account-id @account", "aws account get-alternate-contact --account-id @account --alternate-contact-type SECURITY"],
        },
    ];
}
