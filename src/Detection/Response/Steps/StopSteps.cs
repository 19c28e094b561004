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

    private const string CentralNote = "The commands need central root management. In an account outside an organization, root does it in its console, under Security credentials.";

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
        new("find-root-session-callers", Stop, "Find out who asks for root sessions", "A central root session begins with sts:AssumeRoot in the management account or in its delegated administrator. The caller can do it again.", ManagementAccount,
            "Not needed.", "Every AssumeRoot call is matched to a person and a reason.")
        {
            IsUrgent = true, Note = "Stop the principal that made calls which nobody explains.",
            CheckCommands = ["aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=AssumeRoot"],
        },
        new("rejoin-organization", Stop, "Take the account into the organization again", "Outside the organization, no service control policy applies to root, and central root management does not reach it.", ManagementAccount,
            "Remove the account from the organization.", "The account is listed, with the policies that it had.")
        {
            IsUrgent = true, Note = "An administrator of the account accepts the invitation: aws organizations accept-handshake. Deny root as soon as the account is back, and move it to its unit.",
            Commands = ["aws organizations invite-account-to-organization --target Id=@account,Type=ACCOUNT"], CheckCommands = ["aws organizations list-accounts"],
        },
        new("deny-root", Stop, "Deny root in the account", "A service control policy denies every later call of root, also in sessions that are open. Central root sessions stay possible.", ManagementAccount,
            "Detach the policy RootWatchDenyRoot from the account, then delete it.", "The policy is listed for the account, and root's calls end with AccessDenied.")
        {
            IsUrgent = true, Scope = NotManagement, Note = "Skip it if the account is outside an organization. A sign-in still succeeds; what it calls is denied.",
            Commands =
            [
                """POLICY_ID = aws organizations create-policy --type SERVICE_CONTROL_POLICY --name RootWatchDenyRoot-@account --description 'Denies root during an incident' --content '{"Version":"2012-10-17","Statement":[{"Sid":"DenyRoot","Effect":"Deny","Action":"*","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:@partition:iam::@account:root"},"Null":{"aws:AssumedRoot":"true"}}}]}' --query Policy.PolicySummary.Id --output text""",
                "aws organizations attach-policy --policy-id $POLICY_ID --target-id @account",
            ],
            CheckCommands = ["aws organizations list-policies-for-target --target-id @account --filter SERVICE_CONTROL_POLICY"],
        },
        new("delete-root-keys", Stop, "Delete root's access keys", "A root access key gives root's power to anyone who has it, from anywhere.", ManagementAccount,
            "It cannot be undone. Nothing should need the key; a program that does needs a role instead.", "The list of root's access keys is empty.")
        {
            IsUrgent = true, Scope = Member, Note = CentralNote, Commands = [DeleteCredentials], CheckCommands = [AuditCredentials, "session: aws iam list-access-keys"],
            Targets = [new(ResourceKind.RootAccessKey, ResourceChange.Made, "session: aws iam delete-access-key --access-key-id @id")],
        },
        new("delete-root-keys-as-root", Stop, "Delete root's access keys", "A root access key gives root's power to anyone who has it, from anywhere.", Root,
            "It cannot be undone. Nothing should need the key; a program that does needs a role instead.", "The list of root's access keys is empty.")
        {
            IsUrgent = true, Scope = NotMember, Note = "Sign in as root, and run it in CloudShell, or use Security credentials in the console.", CheckCommands = ["aws iam list-access-keys"],
            Targets = [new(ResourceKind.RootAccessKey, ResourceChange.Made, "aws iam delete-access-key --access-key-id @id")],
        },
        new("delete-root-password", Stop, "Delete root's password", "Without a password, nobody can sign in as root.", ManagementAccount,
            "A root session with the task IAMCreateRootUserPassword allows the owner to set a new one.", "Root's login profile no longer exists: NoSuchEntity.")
        {
            IsUrgent = true, Scope = Member, Note = CentralNote,
            Commands = [DeleteCredentials, "session: aws iam delete-login-profile"], CheckCommands = [AuditCredentials, "session: aws iam get-login-profile"],
        },
        new("change-root-password", Stop, "Change root's password", "Anyone who knows the password can sign in again.", Root,
            "Not needed: the new password replaces the old one.", "A sign-in with the old password fails.")
        {
            IsUrgent = true, Scope = NotMember, Note = "Sign in as root; Security credentials in the console changes it. Secure the mailbox first if the intruder may read it.",
        },
        new("remove-root-mfa", Stop, "Remove MFA devices that the owner does not know", "With a device of their own, an intruder can sign in again.", ManagementAccount,
            "The owner registers the device again.", "Only devices that the owner knows are listed.")
        {
            IsUrgent = true, Scope = Member, Note = CentralNote, Commands = [DeleteCredentials], CheckCommands = [AuditCredentials, "session: aws iam list-mfa-devices"],
            Targets = [new(ResourceKind.RootMfaDevice, ResourceChange.Made, "session: aws iam deactivate-mfa-device --serial-number @id")],
        },
        new("remove-root-mfa-as-root", Stop, "Remove MFA devices that the owner does not know", "With a device of their own, an intruder can sign in again.", Root,
            "The owner registers the device again.", "Only devices that the owner knows are listed.")
        {
            IsUrgent = true, Scope = NotMember, CheckCommands = ["aws iam list-mfa-devices"],
            Targets = [new(ResourceKind.RootMfaDevice, ResourceChange.Made, "aws iam deactivate-mfa-device --serial-number @id")],
        },
        new("secure-root-mailbox", Stop, "Secure root's mailbox", "Anyone who reads root's mail can recover its password.", ManagementAccount,
            "The address is changed back in the same way.", "The account's address is the owner's, and only the owner reads its mail.")
        {
            IsUrgent = true, Scope = Member, Note = "Change the mailbox's password and look for forwarding rules. The command moves root to another address; AWS sends a code to it. In an account outside an organization, AWS Support helps.",
            Commands = ["aws account start-primary-email-update --account-id @account --primary-email '<address of the owner>'"], CheckCommands = ["aws account get-primary-email --account-id @account"],
        },
        new("secure-root-mailbox-of-management", Stop, "Secure root's mailbox", "Anyone who reads root's mail can recover its password.", Root,
            "The address is changed back in the same way.", "The account's address is the owner's, and only the owner reads its mail.")
        {
            IsUrgent = true, Scope = NotMember, Note = "Change the mailbox's password and look for forwarding rules. Root changes its address on the page Account. If root cannot sign in, AWS Support helps.",
        },
        new("deny-federated-sessions", Stop, "Deny federated sessions of root", "A federation token that root issued has root's power for up to 36 hours, under its own name.", ManagementAccount,
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
        new("end-root-sessions", Stop, "Ask AWS Support about open sessions", "A new password does not end open console sessions, and nothing in the account can end them.", AwsSupport,
            "Not needed.", "AWS Support confirms it, and no later record of the session appears.")
        {
            IsUrgent = true, Note = "https://support.aws.amazon.com/#/contacts/aws-account-support works without signing in. Say that root is compromised.",
        },
        new("check-temporary-credentials", Stop, "Check when temporary credentials end", "Nobody can revoke temporary credentials of root. A service control policy that denies root binds them, except those of central root sessions, which end after 15 minutes.", Responder,
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
