using RootWatch.Detection.Response.Resources;
using static RootWatch.Detection.Response.ResponseActor;
using static RootWatch.Detection.Response.ResponsePhase;
using static RootWatch.Detection.Response.ResponseScope;

namespace RootWatch.Detection.Response.Steps;

/// <summary>What ends the use of root.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html</remarks>
internal static class StopSteps
{
    private const string DeleteCredentials =
        "session = aws sts assume-root --target-principal @account --task-policy-arn arn=arn:@partition:iam::aws:policy/root-task/IAMDeleteRootUserCredentials --duration-seconds 900 --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text";

    private const string AuditCredentials =
        "session = aws sts assume-root --target-principal @account --task-policy-arn arn=arn:@partition:iam::aws:policy/root-task/IAMAuditRootUserCredentials --duration-seconds 900 --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text";

    private const string CentralNote = "The commands need central root management. In an account that is in no organization, root does it itself: Security credentials in its console.";

    public static IReadOnlyList<ResponseStep> All { get; } =
    [
        new("stop-caller", Stop, "Stop the principal that did it", "Somebody other than root did it, and can do it again.", ManagementAccount,
            "Delete the policy RootWatchRevokeSessions or RootWatchDenyAll.", "The principal's calls are denied. A role's sessions from before the last record are denied; newer ones are not.")
        {
            IsUrgent = true, Note = "Run it in the caller's account. A role of Identity Center cannot be changed: end the user's sessions there.",
            Targets =
            [
                new(ResourceKind.CallerRole, ResourceChange.Made, """aws iam put-role-policy --role-name @id --policy-name RootWatchRevokeSessions --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"@until"}}}]}'""")
                    { CheckCommands = ["aws iam get-role-policy --role-name @id --policy-name RootWatchRevokeSessions"] },
                new(ResourceKind.CallerUser, ResourceChange.Made, """aws iam put-user-policy --user-name @id --policy-name RootWatchDenyAll --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}'""")
                    { CheckCommands = ["aws iam get-user-policy --user-name @id --policy-name RootWatchDenyAll"] },
            ],
        },
        new("deny-root", Stop, "Deny root in the account", "A service control policy denies every later call of root, also in sessions that are open. Central root sessions stay possible.", ManagementAccount,
            "Detach the policy RootWatchDenyRoot from the account, then delete it.", "The policy is listed for the account, and root's calls end with AccessDenied.")
        {
            IsUrgent = true, Scope = NotManagement, Note = "Skip it where the account is in no organization. A sign-in still succeeds; what it calls is denied.",
            Commands =
            [
                """POLICY_ID = aws organizations create-policy --type SERVICE_CONTROL_POLICY --name RootWatchDenyRoot-@account --description 'Denies root during an incident' --content '{"Version":"2012-10-17","Statement":[{"Sid":"DenyRoot","Effect":"Deny","Action":"*","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:@partition:iam::@account:root"},"Null":{"aws:AssumedRoot":"true"}}}]}' --query Policy.PolicySummary.Id --output text""",
                "aws organizations attach-policy --policy-id $POLICY_ID --target-id @account",
            ],
            CheckCommands = ["aws organizations list-policies-for-target --target-id @account --filter SERVICE_CONTROL_POLICY"],
        },
        new("delete-root-keys", Stop, "Delete root's access keys", "A root access key is root, for whoever has it, from anywhere.", ManagementAccount,
            "It cannot be undone. Nothing should need the key; a program that does needs a role instead.", "The list of root's access keys is empty.")
        {
            IsUrgent = true, Scope = NotManagement, Note = CentralNote, Commands = [DeleteCredentials], CheckCommands = [AuditCredentials, "session: aws iam list-access-keys"],
            Targets = [new(ResourceKind.RootAccessKey, ResourceChange.Made, "session: aws iam delete-access-key --access-key-id @id")],
        },
        new("delete-root-keys-as-root", Stop, "Delete root's access keys", "A root access key is root, for whoever has it, from anywhere.", Root,
            "It cannot be undone. Nothing should need the key; a program that does needs a role instead.", "The list of root's access keys is empty.")
        {
            IsUrgent = true, Scope = OnlyManagement, Note = "Sign in as root, and run it in CloudShell, or use Security credentials in the console.", CheckCommands = ["aws iam list-access-keys"],
            Targets = [new(ResourceKind.RootAccessKey, ResourceChange.Made, "aws iam delete-access-key --access-key-id @id")],
        },
        new("delete-root-password", Stop, "Delete root's password", "Without a password nobody signs in as root.", ManagementAccount,
            "A root session with the task IAMCreateRootUserPassword allows the owner to set a new one.", "Root's login profile does not exist any more: NoSuchEntity.")
        {
            IsUrgent = true, Scope = NotManagement, Note = CentralNote,
            Commands = [DeleteCredentials, "session: aws iam delete-login-profile"], CheckCommands = [AuditCredentials, "session: aws iam get-login-profile"],
        },
        new("change-root-password", Stop, "Change root's password", "Who knows the password signs in again.", Root,
            "Not needed: the new password takes the old one's place.", "A sign-in with the old password fails.")
        {
            IsUrgent = true, Scope = OnlyManagement, Note = "Sign in as root; Security credentials in the console changes it. Secure the mailbox first if the intruder may read it.",
        },
        new("remove-root-mfa", Stop, "Remove MFA devices that the owner does not know", "With a device of its own, an intruder signs in, and recovers a password.", ManagementAccount,
            "The owner registers the device again.", "Only devices that the owner knows are listed.")
        {
            IsUrgent = true, Scope = NotManagement, Note = CentralNote, Commands = [DeleteCredentials], CheckCommands = [AuditCredentials, "session: aws iam list-mfa-devices"],
            Targets = [new(ResourceKind.RootMfaDevice, ResourceChange.Made, "session: aws iam deactivate-mfa-device --serial-number @id")],
        },
        new("remove-root-mfa-as-root", Stop, "Remove MFA devices that the owner does not know", "With a device of its own, an intruder signs in, and recovers a password.", Root,
            "The owner registers the device again.", "Only devices that the owner knows are listed.")
        {
            IsUrgent = true, Scope = OnlyManagement, CheckCommands = ["aws iam list-mfa-devices"],
            Targets = [new(ResourceKind.RootMfaDevice, ResourceChange.Made, "aws iam deactivate-mfa-device --serial-number @id")],
        },
        new("secure-root-mailbox", Stop, "Secure root's mailbox", "Who reads root's mail recovers its password.", ManagementAccount,
            "The address is changed back in the same way.", "The account's address is the owner's, and only the owner reads its mail.")
        {
            IsUrgent = true, Scope = NotManagement, Note = "Change the mailbox's password and look for forwarding rules. The command moves root to another address; AWS sends a code to it. In an account that is in no organization, AWS Support helps.",
            Commands = ["aws account start-primary-email-update --account-id @account --primary-email '<address of the owner>'"], CheckCommands = ["aws account get-primary-email --account-id @account"],
        },
        new("secure-root-mailbox-of-management", Stop, "Secure root's mailbox", "Who reads root's mail recovers its password.", Root,
            "The address is changed back in the same way.", "The account's address is the owner's, and only the owner reads its mail.")
        {
            IsUrgent = true, Scope = OnlyManagement, Note = "Change the mailbox's password and look for forwarding rules. Root changes its address on the page Account. If root cannot sign in, AWS Support helps.",
        },
        new("deny-federated-sessions", Stop, "Deny federated sessions of root", "A federation token of root's has root's power for hours, under a name of its own.", ManagementAccount,
            "Detach the policy from the account, then delete it.", "The policy is listed for the account.")
        {
            IsUrgent = true, Scope = NotManagement, CheckCommands = ["aws organizations list-policies-for-target --target-id @account --filter SERVICE_CONTROL_POLICY"],
            Targets =
            [
                new(ResourceKind.FederatedSession, ResourceChange.Made,
                    """FEDERATION_POLICY_ID = aws organizations create-policy --type SERVICE_CONTROL_POLICY --name RootWatchDenyFederation-@account-@id --description 'Denies a federated session during an incident' --content '{"Version":"2012-10-17","Statement":[{"Sid":"DenyFederatedSession","Effect":"Deny","Action":"*","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:@partition:sts::@account:federated-user/@id"}}}]}' --query Policy.PolicySummary.Id --output text""",
                    "aws organizations attach-policy --policy-id $FEDERATION_POLICY_ID --target-id @account"),
            ],
        },
        new("end-root-sessions", Stop, "Ask AWS Support about open sessions", "A new password does not end console sessions that are open, and nothing in the account ends them.", AwsSupport,
            "Not needed.", "AWS Support confirms it, and no later record of the session appears.")
        {
            IsUrgent = true, Note = "https://support.aws.amazon.com/#/contacts/aws-account-support works without signing in. Say that root is compromised.",
        },
        new("outlast-temporary-credentials", Stop, "Know when temporary credentials end", "Nobody can revoke temporary credentials of root. A service control policy that denies root binds them, except those of central root sessions, which end after 15 minutes.", Responder,
            "Not needed.", "No later record shows the access key.")
        {
            Targets =
            [
                new(ResourceKind.RootSessionCredential, ResourceChange.Made) { CheckCommands = ["aws cloudtrail lookup-events --lookup-attributes AttributeKey=AccessKeyId,AttributeValue=@id"] },
            ],
        },
        new("give-root-mfa", Stop, "Give root MFA again", "A password is all that protects root now.", Root, "Not needed.", "AccountMFAEnabled is 1.")
        {
            IsUrgent = true, Note = "Root registers a device in its console, under Security credentials. Change the password first.",
            CheckCommands = ["aws iam get-account-summary --query SummaryMap.AccountMFAEnabled"], Targets = [new(ResourceKind.RootMfaDevice, ResourceChange.Removed)],
        },
    ];
}
