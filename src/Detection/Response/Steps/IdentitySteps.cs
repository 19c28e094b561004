using static RootWatch.Detection.Response.Resources.ResourceChange;
using static RootWatch.Detection.Response.Resources.ResourceKind;
using static RootWatch.Detection.Response.ResponseActor;
using static RootWatch.Detection.Response.ResponsePhase;

namespace RootWatch.Detection.Response.Steps;

/// <summary>What takes away the ways in that root made.</summary>
internal static class IdentitySteps
{
    private const string DenyAll = """'{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}'""";

    public static IReadOnlyList<ResponseStep> All { get; } =
    [
        new("deactivate-access-keys", Contain, "Deactivate access keys of users", "The key works without root until it is deactivated.", Administrator,
            "Set its status to Active again.", "The key's status is Inactive.")
        {
            IsUrgent = true,
            Targets =
            [
                new(AccessKey, Made, "aws iam update-access-key --user-name @owner --access-key-id @id --status Inactive")
                    { IsDoneByDeactivation = true, CheckCommands = ["aws iam list-access-keys --user-name @owner", "aws iam get-access-key-last-used --access-key-id @id"] },
            ],
        },
        new("delete-login-profiles", Contain, "Delete console passwords of users", "The user can sign in to the console with the password that root set.", Administrator,
            "Create a new login profile for the user.", "The user has no login profile: NoSuchEntity.")
        {
            IsUrgent = true,
            Targets = [new(LoginProfile, Made, "aws iam delete-login-profile --user-name @id") { CheckCommands = ["aws iam get-login-profile --user-name @id"] }],
        },
        new("take-back-permissions", Contain, "Take back permissions", "The permissions that root granted stay in place until they are removed.", Administrator,
            "Attach the policy, or add the user to the group, again.", "The policy and the group are no longer listed.")
        {
            IsUrgent = true,
            Targets =
            [
                new(UserPolicy, Made, "aws iam detach-user-policy --user-name @owner --policy-arn @id") { CheckCommands = ["aws iam list-attached-user-policies --user-name @owner"] },
                new(UserInlinePolicy, Made, "aws iam delete-user-policy --user-name @owner --policy-name @id") { CheckCommands = ["aws iam list-user-policies --user-name @owner"] },
                new(GroupMembership, Made, "aws iam remove-user-from-group --user-name @owner --group-name @id") { CheckCommands = ["aws iam list-groups-for-user --user-name @owner"] },
                new(GroupPolicy, Made, "aws iam detach-group-policy --group-name @owner --policy-arn @id") { CheckCommands = ["aws iam list-attached-group-policies --group-name @owner"] },
                new(GroupInlinePolicy, Made, "aws iam delete-group-policy --group-name @owner --policy-name @id") { CheckCommands = ["aws iam list-group-policies --group-name @owner"] },
                new(RolePolicy, Made, "aws iam detach-role-policy --role-name @owner --policy-arn @id") { CheckCommands = ["aws iam list-attached-role-policies --role-name @owner"] },
                new(RoleInlinePolicy, Made, "aws iam delete-role-policy --role-name @owner --policy-name @id") { CheckCommands = ["aws iam list-role-policies --role-name @owner"] },
            ],
        },
        new("deny-roles", Contain, "Deny new roles everything", "The role can be assumed without root. The denial also binds its open sessions.", Administrator,
            "Delete the role's policy RootWatchDenyAll.", "The policy is listed, and the role's calls end with AccessDenied.")
        {
            IsUrgent = true,
            Targets = [new(Role, Made, $"aws iam put-role-policy --role-name @id --policy-name RootWatchDenyAll --policy-document {DenyAll}") { CheckCommands = ["aws iam get-role-policy --role-name @id --policy-name RootWatchDenyAll"] }],
        },
        new("restrict-role-trust", Contain, "Restrict trusts that root changed", "The changed trust lets somebody assume the role. The command lets this account alone assume it.", Administrator,
            "Write the former trust back.", "The trust names nobody outside the account.")
        {
            IsUrgent = true, Note = "Where a service uses the role, write the former trust instead; it cannot assume the role otherwise.",
            Targets =
            [
                new(RoleTrust, Changed, """aws iam update-assume-role-policy --role-name @id --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:@partition:iam::@account:root"},"Action":"sts:AssumeRole"}]}'""")
                    { CheckCommands = ["aws iam get-role --role-name @id --query Role.AssumeRolePolicyDocument"] },
            ],
        },
        new("remove-identity-providers", Contain, "Remove identity providers", "The provider's users can sign in without a password or key of this account.", Administrator,
            "Create the provider again from its metadata.", "The provider is no longer listed.")
        {
            IsUrgent = true, Note = "Where the provider was there before and root only changed it, write its former metadata instead.",
            Targets =
            [
                new(SamlProvider, Made, "aws iam delete-saml-provider --saml-provider-arn @id") { CheckCommands = ["aws iam list-saml-providers"] },
                new(OidcProvider, Made, "aws iam delete-open-id-connect-provider --open-id-connect-provider-arn @id") { CheckCommands = ["aws iam list-open-id-connect-providers"] },
            ],
        },
        new("remove-directory-access", Contain, "Remove Identity Center users and assignments", "They give access to accounts without root.", ManagementAccount,
            "Create the user or the assignment again.", "They are no longer listed.")
        {
            IsUrgent = true,
            Targets =
            [
                new(DirectoryAssignment, Made, "aws sso-admin delete-account-assignment --region @region --instance-arn @instance --target-id @detail --target-type AWS_ACCOUNT --permission-set-arn @owner --principal-type '<USER or GROUP>' --principal-id @id")
                    { CheckCommands = ["aws sso-admin list-account-assignments --region @region --instance-arn @instance --account-id @detail --permission-set-arn @owner"] },
                new(DirectoryUser, Made, "aws identitystore delete-user --region @region --identity-store-id @owner --user-id @id") { CheckCommands = ["aws identitystore list-users --region @region --identity-store-id @owner"] },
            ],
        },
        new("delete-key-pairs", Contain, "Delete key pairs", "New machines can be started with it. Machines that already have it keep it.", Administrator,
            "It cannot be undone; a new key pair takes its place.", "The key pair is no longer listed.")
        {
            Targets = [new(KeyPair, Made, "aws ec2 delete-key-pair --region @region --key-name @id") { CheckCommands = ["aws ec2 describe-key-pairs --region @region"] }],
        },
        new("revoke-credentials", Contain, "Revoke credentials that root created", "A credential outlives the session in which it was created.", Administrator,
            "Create a new credential.", "The service no longer lists it.")
        {
            IsUrgent = true, IsForUnknownActions = true, Note = "The action's service lists its credentials.",
        },
        new("remove-ways-in", Contain, "Remove ways into the account", "It still lets somebody in after root's session has ended.", Administrator,
            "Create it again.", "The service no longer lists it.")
        {
            IsUrgent = true, IsForUnknownActions = true, Note = "Undo what the action did, in its service.",
        },
        new("take-back-grants", Contain, "Take back other permissions", "The permissions that root granted stay in place until they are removed.", Administrator, "Grant it again.", "The service no longer lists the permission.")
        {
            IsForUnknownActions = true, Note = "Undo what the action did, in its service.",
        },
    ];
}
