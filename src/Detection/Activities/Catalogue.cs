using RootWatch.Detection.CloudTrail;
using static RootWatch.Detection.Activities.Activity;
using static RootWatch.Detection.Assessment;
using static RootWatch.Detection.Severity;

namespace RootWatch.Detection.Activities;

/// <summary>
/// What root may do, as data. The first entry that matches a record speaks for it; the last three match
/// everything. A new task, or a new way to do harm, is one more entry here and one more sample in the tests.
/// </summary>
/// <remarks>Root-only tasks: https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-tasks.html</remarks>
internal static class Catalogue
{
    private const int Bulk = 10;

    private static readonly string[] Accelerated = ["p", "g", "trn", "inf", "vt", "dl"];

    public static IReadOnlyList<CatalogueEntry> Entries { get; } =
    [
        // Sign-in. Its outcome is in responseElements, so one event name has two entries.
        new("failed-sign-in", FailedSignIn, Unusual, Medium, "Root signs in rarely, so a failure is a typing error or somebody guessing.",
            "signed in", "sign in", "to the console", "signin: ConsoleLogin CheckMfa UserAuthentication CredentialVerification ExternalIdPDirectoryLogin")
            { When = r => r.Failed, WhenText = "it failed", Techniques = ["T1110.001"] },
        new("console-sign-in", ConsoleSignIn, Expected, Low, "Every use of root begins so; its owner should say whether it was them.",
            "signed in", "sign in", "to the console", "signin: ConsoleLogin") { Techniques = ["T1078.004"] },
        new("sign-in-step", ConsoleSignIn, Expected, Low, "It is part of a sign-in.",
            "passed", "pass", "a step of the console sign-in", "signin: CheckMfa UserAuthentication CredentialChallenge CredentialVerification GetSigninToken ExternalIdPDirectoryLogin"),
        new("aws-sign-in-anomaly", ConsoleSignIn, Anomalous, High, "AWS itself compares sign-ins, and sees more of them than anybody.",
            "signed in", "sign in", "in a way that AWS calls anomalous", "signin: SignInAnomalyAlert") { NoSettingSilences = true, Techniques = ["T1078.004"] },
        new("password-recovery", PasswordRecovery, Unusual, Medium, "Whoever reads the account's mailbox can take root over this way.",
            "went through", "go through", "the recovery of its forgotten password", "signin: PasswordRecoveryRequested PasswordRecoveryCompleted")
            { Techniques = ["T1098"] },

        // Root's own credentials.
        new("password-changed", CredentialChange, Expected, Medium, "Only root can do it, and it locks others out of root.",
            "changed", "change", "its password", "signin: PasswordUpdated", "iam: ChangePassword") { Techniques = ["T1098"] },
        new("root-access-key", CredentialChange, Anomalous, Critical, "Nothing needs a root access key, and no IAM policy limits one.",
            "created", "create", "an access key for itself", "iam: CreateAccessKey")
            { When = IsAboutRoot, WhenText = "it is about root itself", EvenByService = true, NoSettingSilences = true, Techniques = ["T1098.001"] },
        new("root-access-key-activated", CredentialChange, Anomalous, High, "A root access key should not exist, let alone be switched on.",
            "switched on", "switch on", "its own access key", "iam: UpdateAccessKey")
            { When = r => IsAboutRoot(r) && !"Inactive".Equals(r.Request.Status, StringComparison.OrdinalIgnoreCase), WhenText = "it is about root itself and does not ask for Inactive", EvenByService = true, NoSettingSilences = true, Techniques = ["T1098.001"] },
        new("root-access-key-retired", CredentialChange, Expected, Low, "Root without access keys is as it should be.",
            "switched off or deleted", "switch off or delete", "its own access key", "iam: UpdateAccessKey DeleteAccessKey") { When = IsAboutRoot, WhenText = "it is about root itself" },
        new("signing-credential", CredentialChange, Unusual, Medium, "It is a credential of root's, and hardly anything still needs one.",
            "changed", "change", "a signing certificate or CloudFront key pair", "iam: UploadSigningCertificate UpdateSigningCertificate DeleteSigningCertificate UploadCloudFrontPublicKey UpdateCloudFrontPublicKey DeleteCloudFrontPublicKey")
            { When = IsAboutRoot, WhenText = "it is about root itself", Techniques = ["T1098.001"] },
        new("derived-credentials", CredentialChange, Unusual, High, "They carry root's power on after its session has ended.",
            "issued", "issue", "temporary credentials from its own", "sts: GetSessionToken GetFederationToken") { Techniques = ["T1550.001"] },
        new("mfa-removed", MfaChange, Anomalous, High, "It may leave a password as root's only lock.",
            "removed", "remove", "one of its MFA devices", "iam: DeactivateMFADevice DeleteVirtualMFADevice")
            { When = IsAboutRoot, WhenText = "it is about root itself", EvenByService = true, NoSettingSilences = true, Techniques = ["T1556.006"] },
        new("mfa-added", MfaChange, Expected, Medium, "It is good practice by the owner, and persistence by an intruder.",
            "added or resynchronised", "add or resynchronise", "one of its MFA devices", "iam: EnableMFADevice CreateVirtualMFADevice ResyncMFADevice")
            { When = IsAboutRoot, WhenText = "it is about root itself", Techniques = ["T1556.006"] },

        // What only root can do to the account.
        new("email-changed", AccountSettings, Expected, Medium, "Only root can do it; whoever holds the mailbox holds root.",
            "changed", "change", "the account's e-mail address", "signin: EmailUpdated", "account: AcceptPrimaryEmailUpdate StartPrimaryEmailUpdate") { Techniques = ["T1098"] },
        new("account-closed", AccountSettings, Anomalous, High, "It takes everything in the account away.",
            "closed", "close", "the account", "account: CloseAccount", "billingconsole: CloseAccount", "organizations: CloseAccount") { Techniques = ["T1531"] },
        new("contacts-changed", AccountSettings, Expected, Low, "It is one of the tasks kept for root.",
            "changed", "change", "the account's contacts or security questions", "*: SetContactAddress SetAdditionalContacts PutContactInformation PutAlternateContact DeleteAlternateContact SetSecurityQuestions"),
        new("support-case", AccountSettings, Expected, Low, "It is one of the tasks kept for root.",
            "used", "use", "a support case or plan", "support: CreateCase ResolveCase AddCommunicationToCase UpdateSupportLevel", "supportplans: CreateSupportPlanSchedule"),
        new("mfa-delete-enabled", AccountSettings, Expected, Low, "Only root can do it, and it protects the bucket.",
            "enabled", "enable", "MFA delete on a bucket", "s3: PutBucketVersioning") { When = r => "Enabled".Equals(r.Request.MfaDelete, StringComparison.OrdinalIgnoreCase), WhenText = "it asks for MfaDelete Enabled" },
        new("mfa-delete-disabled", SecurityControlChange, Anomalous, High, "It takes away what keeps a bucket's versions from being destroyed.",
            "disabled", "disable", "MFA delete on a bucket", "s3: PutBucketVersioning")
            { When = r => "Disabled".Equals(r.Request.MfaDelete, StringComparison.OrdinalIgnoreCase), WhenText = "it asks for MfaDelete Disabled", EvenByService = true, NoSettingSilences = true, Techniques = ["T1490"] },
        new("made-public", DataAccess, Anomalous, Critical, "Nobody needs root for it, and it hands data to everybody.",
            "opened", "open", "data or a resource to everybody",
            "s3: PutBucketPolicy PutBucketAcl PutObjectAcl", "ec2: ModifySnapshotAttribute ModifyImageAttribute", "rds: ModifyDBSnapshotAttribute ModifyDBClusterSnapshotAttribute",
            "sqs: SetQueueAttributes AddPermission", "sns: AddPermission SetTopicAttributes", "kms: PutKeyPolicy", "lambda: AddPermission*", "ecr: SetRepositoryPolicy", "secretsmanager: PutResourcePolicy", "glacier: SetVaultAccessPolicy")
            { When = r => r.Request.OpensToPublic, WhenText = "the request lets everybody in", EvenByService = true, NoSettingSilences = true, Techniques = ["T1537"] },
        new("public-block-lifted", DataAccess, Anomalous, High, "It is the step before data is made public, and nobody needs root for it.",
            "lifted", "lift", "the block on public access", "s3: DeletePublicAccessBlock DeleteBucketPublicAccessBlock DeleteAccountPublicAccessBlock", "ec2: DisableSnapshotBlockPublicAccess DisableImageBlockPublicAccess")
            { EvenByService = true, NoSettingSilences = true, Techniques = ["T1562.001"] },
        new("public-block-weakened", DataAccess, Anomalous, High, "It is the step before data is made public, and nobody needs root for it.",
            "weakened", "weaken", "the block on public access", "s3: PutPublicAccessBlock PutBucketPublicAccessBlock PutAccountPublicAccessBlock")
            { When = r => r.Request.LiftsPublicAccessBlock, WhenText = "one of the four blocks is switched off", EvenByService = true, NoSettingSilences = true, Techniques = ["T1562.001"] },
        new("policy-lockout", AccountSettings, Expected, Medium, "Root alone can mend a policy that locks everybody out.",
            "removed", "remove", "a bucket policy, as after a lock-out", "s3: DeleteBucketPolicy"),
        new("resource-policy", DataAccess, Unusual, Medium, "Root alone can mend a lock-out; otherwise it opens data to others.",
            "changed", "change", "who may use a bucket or queue", "s3: PutBucketPolicy PutBucketAcl PutObjectAcl", "sqs: SetQueueAttributes"),
        new("billing", Billing, Expected, Low, "Some billing tasks are kept for root.",
            "used", "use", "billing", "billingconsole: *", "billing: *", "payments: *", "invoicing: *", "tax: *", "budgets: *", "ce: *", "cur: *", "consolidatedbilling: *", "freetier: *", "purchase-orders: *"),

        // What watches root, or bounds it.
        new("rootwatch-tampered", SecurityControlChange, Anomalous, Critical, "It can silence this very alarm.",
            "changed or removed", "change or remove", "a part of RootWatch",
            "events: *", "scheduler: *", "sns: *", "sqs: *", "iam: *", "kms: *", "secretsmanager: *", "cloudformation: *", "monitoring: *", "logs: *", "lambda: *")
            { When = r => !r.IsRead && r.Request.NamesRootWatch, WhenText = "it is no read and some name or tag in the request holds \"rootwatch\"", EvenByService = true, NoSettingSilences = true, Techniques = ["T1562.008"] },
        new("logging-off", SecurityControlChange, Anomalous, Critical, "Intruders do it to leave no trace, and nobody needs root for it.",
            "turned off or weakened", "turn off or weaken", "CloudTrail logging", "cloudtrail: StopLogging DeleteTrail UpdateTrail PutEventSelectors PutInsightSelectors DeleteEventDataStore StopEventDataStoreIngestion UpdateEventDataStore DeregisterOrganizationDelegatedAdmin")
            { EvenByService = true, NoSettingSilences = true, Techniques = ["T1562.008"] },
        new("config-off", SecurityControlChange, Anomalous, Critical, "Intruders do it so that their changes are not recorded, and nobody needs root for it.",
            "turned off or weakened", "turn off or weaken", "AWS Config",
            "config: StopConfigurationRecorder DeleteConfigurationRecorder DeleteDeliveryChannel DeleteConfigRule DeleteOrganizationConfigRule DeleteConfigurationAggregator DeleteRetentionConfiguration")
            { EvenByService = true, NoSettingSilences = true, Techniques = ["T1562.001"] },
        new("guardduty-off", SecurityControlChange, Anomalous, Critical, "Intruders do it to go unseen, and nobody needs root for it.",
            "turned off or weakened", "turn off or weaken", "GuardDuty",
            "guardduty: DeleteDetector UpdateDetector DisassociateFromMasterAccount DisassociateFromAdministratorAccount DisassociateMembers StopMonitoringMembers DeleteMembers CreateIPSet UpdateIPSet CreateFilter DeletePublishingDestination DisableOrganizationAdminAccount")
            { EvenByService = true, NoSettingSilences = true, Techniques = ["T1562.001"] },
        new("security-hub-off", SecurityControlChange, Anomalous, Critical, "Intruders do it to go unseen, and nobody needs root for it.",
            "turned off or weakened", "turn off or weaken", "Security Hub",
            "securityhub: DisableSecurityHub BatchDisableStandards DisassociateFromAdministratorAccount DisassociateFromMasterAccount DisassociateMembers DeleteMembers DisableOrganizationAdminAccount DisableImportFindingsForProduct")
            { EvenByService = true, NoSettingSilences = true, Techniques = ["T1562.001"] },
        new("detection-off", SecurityControlChange, Anomalous, Critical, "Intruders do it to go unseen, and nobody needs root for it.",
            "turned off or weakened", "turn off or weaken", "Macie, Inspector, Detective or Access Analyzer",
            "macie2: DisableMacie DisassociateFromAdministratorAccount", "inspector2: Disable", "access-analyzer: DeleteAnalyzer", "detective: DeleteGraph", "ec2: DeleteFlowLogs")
            { EvenByService = true, NoSettingSilences = true, Techniques = ["T1562.001"] },
        new("alarm-off", SecurityControlChange, Anomalous, Critical, "It can silence this very alarm, and nobody needs root for it.",
            "turned off or rerouted", "turn off or reroute", "event rules or alarms",
            "events: DisableRule DeleteRule RemoveTargets DeleteEventBus DeleteApiDestination UpdateApiDestination DeauthorizeConnection DeleteConnection UpdateConnection RemovePermission",
            "monitoring: DeleteAlarms DisableAlarmActions", "logs: DeleteLogGroup DeleteLogStream DeleteMetricFilter DeleteSubscriptionFilter PutRetentionPolicy", "sns: DeleteTopic Unsubscribe")
            { EvenByService = true, NoSettingSilences = true, Techniques = ["T1562.008"] },
        new("organization-left", SecurityControlChange, Anomalous, Critical, "It frees the account from the policies that bind it.",
            "left or dissolved", "leave or dissolve", "the organization", "organizations: LeaveOrganization DeleteOrganization RemoveAccountFromOrganization")
            { EvenByService = true, NoSettingSilences = true, Techniques = ["T1666"] },
        new("organization-policy-weakened", SecurityControlChange, Anomalous, Critical, "It takes away what bounds the member accounts, and nobody needs root for it.",
            "removed", "remove", "an organization's policy or policy type", "organizations: DetachPolicy DeletePolicy DisablePolicyType DisableAWSServiceAccess DeregisterDelegatedAdministrator")
            { EvenByService = true, NoSettingSilences = true, Techniques = ["T1562"] },

        // Provisioning: the one thing that people have always used root for.
        new("user-created", IdentityProvisioning, Expected, Low, "Creating the first administrators is what root has always been used for.",
            "created", "create", "an IAM user, group or login", "iam: CreateUser CreateGroup AddUserToGroup CreateLoginProfile UpdateLoginProfile") { Techniques = ["T1136.003"] },
        new("policy-attached", IdentityProvisioning, Expected, Low, "Giving the first administrators their permissions is what root has always been used for.",
            "granted", "grant", "permissions to an IAM user, group or role", "iam: AttachUserPolicy PutUserPolicy AttachGroupPolicy PutGroupPolicy AttachRolePolicy PutRolePolicy CreatePolicy") { Techniques = ["T1098.003"] },
        new("user-access-key", IdentityProvisioning, Unusual, Medium, "An administrator can do it, and an intruder does it to stay.",
            "changed", "change", "an IAM user's access key", "iam: CreateAccessKey UpdateAccessKey DeleteAccessKey") { Techniques = ["T1098.001"] },
        new("identity-changed", IdentityProvisioning, Unusual, Medium, "An administrator can do it, and an intruder does it to stay.",
            "changed", "change", "IAM identities, roles, policies or sign-in settings", "iam: *") { When = r => !r.IsRead, WhenText = "it is no read and no earlier entry speaks", Techniques = ["T1098"] },
        new("assume-root", AssumeRootIssued, Unusual, Medium, "It gives the caller root's power over one task in the member account.",
            "asked for", "ask for", "a root session of a member account", "sts: AssumeRoot") { Techniques = ["T1548.005"] },

        // What root is never needed for.
        new("data-destroyed", DataAccess, Anomalous, High, "Nobody needs root for it, and it may be past undoing.",
            "destroyed", "destroy", "data or buckets",
            "s3: DeleteBucket DeleteObject DeleteObjects DeleteObjectVersion PutBucketLifecycle", "rds: DeleteDBInstance DeleteDBCluster", "dynamodb: DeleteTable", "elasticfilesystem: DeleteFileSystem",
            "ec2: DeleteVolume", "redshift: DeleteCluster", "glacier: DeleteArchive DeleteVault") { NoSettingSilences = true, Techniques = ["T1485"] },
        new("backups-destroyed", DataAccess, Anomalous, Critical, "Whoever destroys backups wants the loss to be final.",
            "destroyed", "destroy", "backups or snapshots",
            "backup: DeleteBackupVault DeleteRecoveryPoint DeleteBackupPlan DeleteBackupVaultLockConfiguration", "rds: DeleteDBSnapshot DeleteDBClusterSnapshot DeleteDBInstanceAutomatedBackup", "ec2: DeleteSnapshot", "dynamodb: DeleteBackup")
            { NoSettingSilences = true, Techniques = ["T1490"] },
        new("keys-destroyed", DataAccess, Anomalous, Critical, "What is encrypted with them is lost with them.",
            "disabled or destroyed", "disable or destroy", "encryption keys or secrets",
            "kms: ScheduleKeyDeletion DisableKey DeleteImportedKeyMaterial DeleteCustomKeyStore", "secretsmanager: DeleteSecret") { NoSettingSilences = true, Techniques = ["T1485", "T1486"] },
        new("data-shared", DataAccess, Anomalous, High, "Nobody needs root for it, and it can hand data to strangers.",
            "changed", "change", "with whom snapshots or images are shared",
            "ec2: ModifySnapshotAttribute ModifyImageAttribute", "rds: ModifyDBSnapshotAttribute ModifyDBClusterSnapshotAttribute") { Techniques = ["T1537"] },
        new("secret-read", DataAccess, Anomalous, High, "Nobody needs root for it.",
            "read", "read", "secrets or objects", "secretsmanager: GetSecretValue BatchGetSecretValue", "ssm: GetParameter GetParameters GetParametersByPath", "s3: GetObject", "kms: Decrypt") { Techniques = ["T1530"] },
        new("compute-in-bulk", Compute, Anomalous, Critical, "Stolen accounts are used so: many or costly machines at once, to mine or to attack.",
            "started", "start", "many or costly machines at once", "ec2: RunInstances RequestSpotInstances RequestSpotFleet CreateFleet")
            { When = IsBulk, WhenText = $"it asks for {Bulk} or more, or for machines with accelerators", NoSettingSilences = true, Techniques = ["T1496", "T1578.002"] },
        new("instances-started", Compute, Anomalous, High, "Nobody needs root for it; intruders start them to mine or to attack.",
            "started", "start", "EC2 instances", "ec2: RunInstances StartInstances RequestSpotInstances RequestSpotFleet CreateFleet") { Techniques = ["T1578.002"] },
        new("compute", Compute, Anomalous, High, "Nobody needs root for it.",
            "changed", "change", "compute",
            "ec2: *", "lambda: *", "ecs: *", "eks: *", "lightsail: *", "sagemaker: *", "bedrock: *", "batch: *", "elasticmapreduce: *", "autoscaling: *", "cloudformation: *", "ssm: *")
            { When = r => !r.IsRead, WhenText = "it is no read", Techniques = ["T1578"] },

        // Everything else.
        new("write", OtherWrite, Unusual, Medium, "An administrator could have done it: root is for what only root can do.",
            "made", "make", "a change that needs no root", "*: *") { When = r => !r.IsRead, WhenText = "it is no read and no other entry speaks" },
        new("denied-read", Read, Unusual, Low, "Something denies root what was tried.",
            "read", "read", "what it may not read", "*: *") { When = r => r.Failed, WhenText = "it is a read that failed and no other entry speaks" },
        new("read", Read, Expected, Low, "Looking around comes with every session.",
            "read", "read", "settings or lists", "*: *"),
    ];

    public static CatalogueEntry Find(RootRecord record) => Entries.First(entry => entry.Matches(record));

    // IAM calls that name nobody are about the caller; the console writes root's name in its own ways.
    private static bool IsAboutRoot(RootRecord record) =>
        record.Request.TargetUser is not { } user
        || user.Equals("root", StringComparison.OrdinalIgnoreCase)
        || user.Equals("AWS ROOT USER", StringComparison.OrdinalIgnoreCase);

    // Families with GPUs or other accelerators: p4d, g5, trn1, inf2, vt1, dl1.
    private static bool IsBulk(RootRecord record) =>
        record.Request.Instances >= Bulk
        || (record.Request.InstanceType is { } type && Accelerated.Any(family => type.StartsWith(family, StringComparison.OrdinalIgnoreCase) && type.Length > family.Length && char.IsAsciiDigit(type[family.Length])));
}
